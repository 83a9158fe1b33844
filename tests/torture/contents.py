"""The table of cases in the README beside this file, made from the cases themselves.

Run as a program (`python -m torture.contents` in the folder `tests`) it writes the table anew.
"""

from __future__ import annotations

from torture.harness import HERE, Case, all_cases

README = HERE / "README.md"
BEGIN, END = "<!-- cases -->\n", "<!-- end of cases -->\n"


def table() -> str:
    """Write a row for each case: its number, its folder, what it is and what comes of it."""
    rows = ["| case | folder | what it is | what comes of it |", "|---|---|---|---|"]
    for case in all_cases():
        numbers = ", ".join(map(str, case.numbers))
        link = f"[{case.name}](cases/{case.name}/)"
        rows.append(f"| {numbers} | {link} | {_cell(case.expected['title'])} | {comes_of(case)} |")
    return "\n".join(rows) + "\n"


def comes_of(case: Case) -> str:
    """Say in a few words what is expected of a case."""
    expected = case.expected
    if "error" in expected:
        return f"exit 2: “{_cell(' … '.join(expected['says']))}”"
    faults = [*expected.get("fault", []), *expected.get("change", []), *expected.get("ledger", [])]
    if faults:
        return "; ".join(_cell(each.get("name") or each["what"]) for each in faults)
    if "failure" in expected:
        return "; ".join(f"{each['definition']}: {each['broke']}" for each in expected["failure"])
    files = []
    for entry in expected.get("file", []):
        counts = [f"{entry['kept']} of {entry['rows_read']} kept"]
        counts += [f"{entry[name]} {name}" for name in ("refused", "duplicates") if name in entry]
        files.append(f"{entry['file']}: {', '.join(counts)}")
    told = [entry["rule"] for entry in expected.get("problem", []) if entry["severity"] != "note"]
    return f"exit {expected['exit_code']}; " + "; ".join([*files, *map(_cell, dict.fromkeys(told))])


def _cell(text: str) -> str:
    """Write text into a cell of a Markdown table."""
    for sign in "\\|<>*_[]":
        text = text.replace(sign, f"\\{sign}")
    return text


if __name__ == "__main__":
    head, rest = README.read_text(encoding="utf-8").split(BEGIN)
    README.write_text(head + BEGIN + table() + END + rest.split(END)[1], encoding="utf-8")
