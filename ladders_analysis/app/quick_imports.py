"""Starting quickly: what the servers import and never use is not imported.

`jsonschema` builds the grammar of internationalised web addresses whenever it is imported: nearly
two seconds, longer than the rest of the server. No message, event or notebook here has such an
address to check.
"""

from __future__ import annotations

import sys
from typing import Any

UNUSED = "rfc3987_syntax"


def without_unused() -> None:
    """Leave out, in this process, the optional check that costs the most and is never asked for.

    Notes
    -----
    `jsonschema` treats the module as optional: without it addresses of the format `iri` are not
    checked; all other formats are. A module whose entry is None is not found (Python's language
    reference, 5.3.1).
    """
    modules: dict[str, Any] = sys.modules
    modules.setdefault(UNUSED, None)
