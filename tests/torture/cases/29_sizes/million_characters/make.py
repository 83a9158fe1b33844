"""Cells of a million characters: in a note, which may be long, and in a code, which may not."""

from __future__ import annotations

from pathlib import Path

LONG = "x" * 1_000_000
ROWS = [
    "pupil_id,statement_id,assessed_on,judgement,note",
    f"00123,R1,2025-12-05,Secure,{LONG}",
    f"00123,R2,2025-12-05,{LONG},",
    f"00124,R1,{LONG},Secure,",
    f"{LONG},R1,2025-12-05,Secure,",
    f"00124,{LONG},2025-12-05,Secure,",
    "00124,M1,2025-12-05,Not yet,",
]


def make(folder: Path) -> None:
    """Write the judgements."""
    (folder / "judgements.csv").write_text("\n".join(ROWS) + "\n", encoding="utf-8")
