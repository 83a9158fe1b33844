"""Targets of the readers of curricula: Oak's flat CSV and Turtle, CASE, a map between versions."""

from __future__ import annotations

import json

from fuzz.packing import join, split
from fuzz.target import Target

FLAT = b"""statement_id,statement,subject,strand,substrand,key_stage,year_groups
s-1,read words,English,Reading,Word reading,1,1
s-2,spell words,English,Writing,Spelling,2,3-4
s-3,work scientifically,Science,Working,Enquiry,2,
s-1,read words,English,Reading,Word reading,1,2
"""
TAXONOMY = """@prefix oak: <https://w3id.org/uk/oak/curriculum/ontology/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix e: <https://example.org/> .
e:strand skos:prefLabel "Number" .
e:sub skos:prefLabel "Counting" ; skos:broader e:strand .
e:d1 skos:narrower e:s-1 , e:s-2 .
e:s-1 skos:prefLabel "count to 100"@en .
e:s-2 rdfs:label '''count
in twos''' .
"""
STRUCTURE = """@prefix oak: <https://w3id.org/uk/oak/curriculum/ontology/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix e: <https://example.org/> .
e:scheme-key-stage-1 oak:isSchemeOf e:maths .
e:maths rdfs:label "Mathematics" .
e:p1 a oak:Progression ; oak:isProgressionOf e:scheme-key-stage-1 ;
  oak:coversYearGroup e:year-group-1 ; oak:coversSubStrand e:sub ;
  oak:includesContentDescriptor e:d1 .
"""
MAP = b"""was,is,why
R1,R1a,split
M1,M1,
"""
CASE = {
    "CFDocument": {"identifier": "d", "title": "Maths", "subject": ["Maths"], "uri": "https://e/d"},
    "CFItems": [
        {"identifier": "h", "fullStatement": "Number", "CFItemType": "Domain"},
        {
            "identifier": "i1",
            "fullStatement": "count to 100",
            "humanCodingScheme": "K.1",
            "CFItemType": "Standard",
            "educationLevel": ["KG", "01"],
        },
        {"identifier": "i2", "fullStatement": "add", "educationLevel": ["03"]},
    ],
    "CFAssociations": [
        {
            "identifier": "a1",
            "associationType": "isChildOf",
            "originNodeURI": {"identifier": "i1", "uri": "https://e/i1"},
            "destinationNodeURI": {"identifier": "h", "uri": "https://e/h"},
            "sequenceNumber": 1,
        },
        {
            "associationType": "isChildOf",
            "originNodeURI": {"identifier": "h"},
            "destinationNodeURI": {"identifier": "d"},
        },
    ],
}
CASE_WORDS = (
    *(
        "null",
        "true",
        "[]",
        "{}",
        '"KG"',
        '"educationLevel"',
        '"isChildOf"',
        '"CFPackage":',
        "1e999",
    ),
    *('"identifier"', '"destinationNodeURI"', "NaN", "-0", "\\ud800", '"sequenceNumber": 1', '"h"'),
)
NAMES = ("maths-knowledge-taxonomy.ttl", "maths-programme-structure.ttl")
TURTLE_WORDS = (
    *("@prefix", "@base", "a ", "oak:Progression", "oak:coversYearGroup", "skos:broader", "[]"),
    *("e:year-group-7", '"""', "^^", "@en", "<http://", "\\u0000", "skos:prefLabel", "_:b", "true"),
)


def _pair(data: bytes) -> dict[str, bytes]:
    """Give both files of the pair, whatever the input."""
    parts = dict(split(data))
    return {name: parts.get(name, b"") for name in NAMES}


def _first(data: bytes) -> bytes:
    return _pair(data)[NAMES[0]]


def curriculum_targets() -> list[Target]:
    """List the targets of curricula."""
    pair = join(dict(zip(NAMES, (TAXONOMY, STRUCTURE), strict=True)))
    package = json.dumps(CASE).encode()
    wrapped = json.dumps({"CFPackage": CASE}).encode()
    return [
        Target("case", "case", "maths.json", {}, (package, wrapped), words=CASE_WORDS),
        Target("curriculum_map", "curriculum_map", "curriculum_map.csv", {}, (MAP,)),
        Target("oak-flat", "oak", "oak.csv", {}, (FLAT,), words=("key_stage", "3-4", "-", "s-1")),
        Target("oak-key-stage", "oak", "oak.csv", {"no_year": "key stage"}, (FLAT,)),
        Target("oak-turtle", "oak", NAMES[0], {}, (pair,), _first, TURTLE_WORDS, _pair),
    ]
