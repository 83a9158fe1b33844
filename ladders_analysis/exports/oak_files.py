"""What Oak calls its pair of Turtle files and the terms inside them."""

from __future__ import annotations

TAXONOMY = "-knowledge-taxonomy.ttl"
STRUCTURE = "-programme-structure.ttl"
ONTOLOGY = "https://w3id.org/uk/oak/curriculum/ontology/"
