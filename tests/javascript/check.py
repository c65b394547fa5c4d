"""Scripts and styles of the pages without faults: check.py FOLDER, in which `npm ci` has put the checkers.

A page's scripts run as one text, in the order of its list. So they are checked as one, page by page: the
TypeScript compiler reads their JSDoc, ESLint finds what nobody uses and what nobody declared. So
are its styles: Stylelint finds what no browser knows and variables that nobody sets. Each fault is told with
the file and line that one edits. Each checker must find the faults of a wrong text first.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

FOLDER = Path(__file__).resolve().parent
# The package offers functions of the same names
MODULES = {
    page: import_module(f"stakeholder_graph.pages.{name}")
    for page, name in {
        "map": "account_map", "overview": "overview", "handover": "handover", "visit": "visit",
        "portfolio": "portfolio",
    }.items()
}  # fmt: skip
PAGES: Mapping[str, Sequence[str]] = {page: module.SCRIPTS for page, module in MODULES.items()}
STYLES: Mapping[str, Sequence[str]] = {page: module.STYLES for page, module in MODULES.items()}
SCRIPTS = FOLDER.parents[1] / "visualizations"
WRONG = """"use strict";
/** @type {number} */
let count = "three";
nobody(count);
let unused = 1;
document.body.querySelector("p").remove();
"""
WRONG_STYLE = ".a { colour: red; width: var(--nobody); }\n"
ONE_USES = ("no-unused-vars", "prefer-const")
MUST_FIND = {
    "tsc": ("TS2322", "TS2304", "TS2531"), "eslint": ("no-undef", "no-unused-vars"),
    "stylelint": ("property-no-unknown", "no-unknown-custom-properties"),
}  # fmt: skip
PROGRAMS = {
    "tsc": "typescript/bin/tsc", "eslint": "eslint/bin/eslint.js", "stylelint": "stylelint/bin/stylelint.mjs",
}  # fmt: skip


def joined(names: Sequence[str], first: str = '"use strict";') -> tuple[str, list[tuple[str, int]]]:
    """The files as one text below a first line, and the file and line of each of its lines."""
    lines, places = [first], [("", 0)]
    for name in names:
        for number, line in enumerate((SCRIPTS / name).read_text(encoding="utf-8").split("\n"), 1):
            lines.append(line)
            places.append((f"visualizations/{name}", number))
    return "\n".join(lines) + "\n", places


def run(place: Path, tool: str, *arguments: str) -> str:
    program = place / "node_modules" / PROGRAMS[tool]
    done = subprocess.run(
        ["node", str(program), *arguments], capture_output=True, check=False, encoding="utf-8", cwd=place
    )
    # Stylelint says 2 where it found something, and says it beside the output
    told = done.stderr if tool == "stylelint" else done.stdout
    if done.returncode not in (0, 1, 2) or (done.returncode == 2 and tool == "eslint"):
        raise SystemExit(f"error: {tool}: {done.stderr.strip() or done.stdout.strip()}")
    return told


def types(place: Path, file: Path) -> list[tuple[int, str]]:
    """What the compiler holds against a file: line and message."""
    options = json.loads((FOLDER / "tsconfig.json").read_text(encoding="utf-8"))
    config = file.with_suffix(".json")
    config.write_text(
        json.dumps({**options, "files": [str(file), str(FOLDER / "globals.d.ts")]}), encoding="utf-8"
    )
    told = run(place, "tsc", "--project", str(config), "--pretty", "false")
    found = re.findall(r"^[^\n(]*\((\d+),\d+\): error (TS\d+: .*)$", told, flags=re.MULTILINE)
    if told.strip() and not found:
        raise SystemExit(f"error: tsc: {told.strip()}")
    return [(int(line), message) for line, message in found]


def linted(place: Path, tool: str, option: str, file: Path) -> Any:
    """What a linter answers about a file, with its settings of this folder."""
    settings = f"{tool}.config.mjs"
    (place / settings).write_text((FOLDER / settings).read_text(encoding="utf-8"), encoding="utf-8")
    inside = place / file.name
    inside.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    told = ""
    try:
        told = run(place, tool, option, "json", str(inside))
        return json.loads(told)[0]
    except ValueError as fault:
        raise SystemExit(f"error: {tool}: {told.strip()}") from fault
    finally:
        inside.unlink()


def style(place: Path, file: Path) -> list[tuple[int, str]]:
    """What the linter of scripts holds against a file: line and message."""
    told = linted(place, "eslint", "--format", file)["messages"]
    return [(one["line"], f"{one['ruleId']}: {one['message']}") for one in told]


def looks(place: Path, file: Path) -> list[tuple[int, str]]:
    """What the linter of style sheets holds against a file: line and message."""
    told = linted(place, "stylelint", "--formatter", file)["warnings"]
    return [(one["line"], one["text"]) for one in told]


def findings(place: Path) -> list[str]:
    """All faults. What one page does not use of a file, another may: it is a fault where none does."""
    found: dict[str, set[str]] = {}
    with TemporaryDirectory() as folder:
        for page, names in PAGES.items():
            text, places = joined(names)
            file = Path(folder) / f"{page}.js"
            file.write_text(text, encoding="utf-8")
            for line, message in [*types(place, file), *style(place, file)]:
                name, number = places[min(line, len(places)) - 1]
                found.setdefault(f"{name}:{number}: {message}", set()).add(page)
        for page, names in STYLES.items():
            text, places = joined(names, "")
            file = Path(folder) / f"{page}.css"
            file.write_text(text, encoding="utf-8")
            for line, message in looks(place, file):
                name, number = places[min(line, len(places)) - 1]
                before = re.search(r"first used at line (\d+)", message)
                # what all pages have, one of them may have otherwise
                if not before or places[int(before.group(1)) - 1][0] == name:
                    found.setdefault(f"{name}:{number}: {message}", set()).add(page)
    return sorted(text for text, pages in found.items() if not _elsewhere(text, pages))


def _elsewhere(text: str, pages: set[str]) -> bool:
    """Whether a fault of not using something is none, because another page with the same file does use it."""
    file = text.split(":", 1)[0].removeprefix("visualizations/")
    users = {page for page, names in PAGES.items() if file in names}
    return any(f": {rule}:" in text for rule in ONE_USES) and pages != users


def unseen(place: Path) -> list[str]:
    """The faults of the wrong text that a checker does not find."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "wrong.js"
        file.write_text(WRONG, encoding="utf-8")
        sheet = Path(folder) / "wrong.css"
        sheet.write_text(WRONG_STYLE, encoding="utf-8")
        told = {
            "tsc": types(place, file), "eslint": style(place, file), "stylelint": looks(place, sheet),
        }  # fmt: skip
    return [
        f"{tool} {code}"
        for tool, codes in MUST_FIND.items()
        for code in codes
        if not any(code in message for _, message in told[tool])
    ]


def main() -> int:
    place = Path(sys.argv[1]).resolve()
    if lacking := unseen(place):
        print(f"error: no longer found: {', '.join(lacking)}", file=sys.stderr)
        return 1
    found = findings(place)
    print("\n".join(found) or f"scripts and styles: {len(PAGES)} pages, no faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
