"""Oak's pair of Turtle files: what is taught (the taxonomy) and in which year (the structure).

The two are joined through the content descriptors: a progression covers a year group and a
sub-strand and includes descriptors, each of which is narrowed to the statements themselves.
"""

from __future__ import annotations

import re

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SKOS
from rdflib.term import Node

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import ROW, RawFile
from ladders_analysis.exports.oak_files import ONTOLOGY, STRUCTURE, TAXONOMY

LAST_PRIMARY_YEAR = 6
PRIMARY_KEY_STAGES = ("1", "2", "")
MOST_BYTES = 50_000_000
_KEY_STAGE = re.compile(r"key-stage-([0-9])")
_YEAR_GROUP = re.compile(r"year-group-([0-9]+)")


def read_turtle(file: RawFile) -> tuple[list[dict[str, str]], int, RawFile]:
    """Join a pair of Turtle files into rows like those of the flat CSV.

    Parameters
    ----------
    file
        Either file of the pair; the other stands beside it.

    Returns
    -------
    tuple
        Rows with `statement_id, statement, subject, strand, substrand, key_stage, year_groups`
        and a row number, ordered by progression and statement; how many statements are for years
        beyond Year 6; and the other file of the pair.

    Raises
    ------
    ReadError
        The other file is missing, or either is not Oak's Turtle.
    """
    graph = Graph()
    folder = file.path.parents[len(file.name.split("/")) - 1]
    (name,) = (name for name in _pair(file) if name != file.path.name)
    other = RawFile.read(file.path.with_name(name), folder)
    for each in (file, other):
        if len(each.data) > MOST_BYTES:
            raise ReadError(f"{each.name} is far larger than a curriculum. It is not read.")
        try:
            graph.parse(data=each.data.decode("utf-8-sig"), format="turtle")
        except Exception as error:  # rdflib's parser raises many kinds, some of them bare
            reason = type(error).__name__
            raise ReadError(f"{each.name} is not Turtle that can be read ({reason}).") from None
    rows: list[dict[str, str]] = []
    beyond = 0
    for progression in sorted(graph.subjects(RDF.type, _term("Progression")), key=str):
        found = _statements_of(graph, progression)
        years = _years_of(graph, progression)
        band = "-".join(str(year) for year in sorted({min(years), max(years)})) if years else ""
        about = _about(graph, progression) | {"year_groups": band}
        later = not years and about["key_stage"] not in PRIMARY_KEY_STAGES
        if later or (years and min(years) > LAST_PRIMARY_YEAR):
            beyond += len(found)
            continue
        rows += [{**statement, **about} for statement in found]
    if not rows:
        raise ReadError(f"{file.name}: no statements found. Are these Oak's two Turtle files?")
    return [{**row, ROW: str(number)} for number, row in enumerate(rows, start=1)], beyond, other


def _pair(file: RawFile) -> tuple[str, str]:
    """Name both files of the pair."""
    name = file.path.name
    for ending in (TAXONOMY, STRUCTURE):
        if name.endswith(ending):
            stem = name.removesuffix(ending)
            return stem + TAXONOMY, stem + STRUCTURE
    raise ReadError(f"{name}: Oak's files end in {TAXONOMY} and {STRUCTURE}.")


def _term(name: str) -> URIRef:
    return URIRef(ONTOLOGY + name)


def _years_of(graph: Graph, progression: Node) -> list[int]:
    found = (
        _YEAR_GROUP.search(str(year))
        for year in graph.objects(progression, _term("coversYearGroup"))
    )
    return [int(match[1]) for match in found if match]


def _about(graph: Graph, progression: Node) -> dict[str, str]:
    """Say which subject, strand, sub-strand and key stage a progression belongs to."""
    substrand = graph.value(progression, _term("coversSubStrand"))
    strand = graph.value(substrand, SKOS.broader) if substrand is not None else None
    scheme = graph.value(progression, _term("isProgressionOf"))
    subject = graph.value(scheme, _term("isSchemeOf")) if scheme is not None else None
    stage = _KEY_STAGE.search(str(scheme))
    return {
        "subject": _label(graph, subject),
        "strand": _label(graph, strand),
        "substrand": _label(graph, substrand),
        "key_stage": stage[1] if stage else "",
    }


def _statements_of(graph: Graph, progression: Node) -> list[dict[str, str]]:
    """List a progression's statements: the narrowest descriptors under what it includes."""
    found: dict[str, str] = {}
    for descriptor in graph.objects(progression, _term("includesContentDescriptor")):
        narrower = list(graph.objects(descriptor, SKOS.narrower)) or [descriptor]
        for statement in narrower:
            found[str(statement).rsplit("/", 1)[-1]] = _label(graph, statement)
    return [{"statement_id": name, "statement": text} for name, text in sorted(found.items())]


def _label(graph: Graph, node: Node | None) -> str:
    """Return a node's label on one line, blank where it has none."""
    if node is None:
        return ""
    label = graph.value(node, SKOS.prefLabel) or graph.value(node, RDFS.label)
    return " ".join(str(label).split()) if label is not None else ""
