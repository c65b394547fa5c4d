"""The rules of the house that no other tool knows; each returns its complaints: python tests/house.py."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "stakeholder_graph"
LONGEST_MODULE = 250
LONGEST_FUNCTION = 40

# Imports run one way: a room may use those before it and none after it. Rooms in one line may use each other,
# module by module, but never in a circle.
ORDER = (
    {"errors", "resources"},
    {"model"},
    {"exchange"},
    {"storage"},
    {"snapshot"},
    {"network"},
    {"analysis", "gaps"},
    {"catalogue", "duplicates", "privacy", "recording", "todo"},
    {"pages"},
    {"graph"},
    {"example"},
    {"cli"},
    {"__main__"},
)
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}

# Written so that this line itself is none: places of one machine, and addresses of package indexes
MACHINE_PATH = re.compile(
    r"(?<![\w.:/-])/(?:work|root|tmp|home/\w+|Users/\w+)/\w|\b[A-Z]:\\Users\\|file[:]//(?=/\w)"
)
INDEX_ADDRESS = re.compile(r"pythonhosted[.]org|pypi[.]org/simple|--(?:extra-)?index-url\s+\S")


def modules(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield the dotted name and the file of every module of the package."""
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imported(path: Path, known: set[str]) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of every module of the package that this file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in known else node.module for name in inner]
        else:
            continue
        yield from ((node.lineno, name) for name in dict.fromkeys(names) if name.split(".")[0] == PACKAGE)


def room(name: str) -> str:
    """Return the room of a module: its second name; the package itself has none."""
    return name.split(".")[1] if "." in name else ""


def upward_imports(root: Path = ROOT) -> list[str]:
    """Complain of every import from a later room, of rooms without a place, and of relative imports."""
    known = {name for name, _ in modules(root)}
    complaints = []
    for name, path in modules(root):
        place = path.relative_to(root).as_posix()
        if room(name) not in RANK:
            if room(name):
                complaints.append(f"{place}: the room {room(name)} has no place in ORDER")
            continue
        complaints += [
            f"{place}:{node.lineno}: a relative import; name the module in full"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom) and node.level
        ]
        for line, target in imported(path, known):
            if room(target) and RANK.get(room(target), -1) > RANK[room(name)]:
                complaints.append(f"{place}:{line}: imports {target}, which comes later")
    return complaints


def circles(root: Path = ROOT) -> list[str]:
    """Complain of modules that import each other in a circle, inside functions too."""
    known = {name for name, _ in modules(root)}
    uses = {name: {target for _, target in imported(path, known)} - {name} for name, path in modules(root)}
    # Who uses nothing that is left cannot be in a circle; what remains in the end can
    while free := {name for name, targets in uses.items() if not targets & uses.keys()}:
        uses = {name: targets for name, targets in uses.items() if name not in free}
    while free := set(uses) - {target for targets in uses.values() for target in targets}:
        uses = {name: targets for name, targets in uses.items() if name not in free}
    return [
        f"{name}: is in a circle of imports with {', '.join(sorted(t & uses.keys()))}"
        for name, t in uses.items()
    ]


def long_modules(root: Path = ROOT) -> list[str]:
    """Complain of modules of the package longer than 250 lines."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for _, path in modules(root)}
    return [
        f"{path.relative_to(root).as_posix()}: {length} lines, at most {LONGEST_MODULE}"
        for path, length in lengths.items()
        if length > LONGEST_MODULE
    ]


def long_functions(root: Path = ROOT) -> list[str]:
    """Complain of functions whose body, without the docstring, is longer than 40 lines."""
    complaints = []
    for _, path in modules(root):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                length = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                if length > LONGEST_FUNCTION:
                    place = f"{path.relative_to(root).as_posix()}:{node.lineno}"
                    complaints.append(f"{place}: {node.name} has {length} lines, at most {LONGEST_FUNCTION}")
    return complaints


def undeclared_packages(root: Path = ROOT) -> list[str]:
    """Complain of packages that the code imports and pyproject.toml does not name: a user would lack them."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    declared = {distribution_name(requirement) for group in groups for requirement in group}
    owners = packages_distributions()
    complaints = []
    for _, path in modules(root):
        for name in sorted(outside_imports(path)):
            if not declared & {distribution_name(owner) for owner in owners.get(name, [name])}:
                place = path.relative_to(root).as_posix()
                complaints.append(f"{place}: imports {name}, which pyproject.toml does not name")
    return complaints


def outside_imports(path: Path) -> set[str]:
    """Return the first names of all imports that are neither Python's own nor ours."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {PACKAGE, "__future__"}


def distribution_name(requirement: str) -> str:
    """Return the name in a requirement as package indexes compare it: "Jinja2>=3.1" is "jinja2"."""
    found = re.match(r"[\w.-]+", requirement)
    return re.sub(r"[-_.]+", "-", found.group()).lower() if found else ""


def unlocked_packages(root: Path = ROOT) -> list[str]:
    """Complain of requirements of pyproject.toml that no hashed file holds: `make lock` was forgotten."""
    document = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    groups = {"run": document["project"]["dependencies"], **document["dependency-groups"]}
    complaints = []
    for group, wanted in groups.items():
        text = (root / "requirements" / f"{group}.txt").read_text(encoding="utf-8")
        locked = {distribution_name(line) for line in text.splitlines() if re.match(r"\w", line)}
        missing = sorted({distribution_name(requirement) for requirement in wanted} - locked)
        complaints += [f"requirements/{group}.txt: lacks {name}; run `make lock`" for name in missing]
    return complaints


def machine_paths(root: Path = ROOT) -> list[str]:
    """Complain of paths of one machine and of addresses of package indexes in tracked text files."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True, encoding="utf-8"
    ).stdout
    complaints = []
    for name in filter(None, listed.split("\0")):
        content = (root / name).read_bytes() if (root / name).is_file() else b""
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), start=1):
            for pattern in (MACHINE_PATH, INDEX_ADDRESS):
                if found := pattern.search(line):
                    complaints.append(f"{name}:{number}: {found.group()!r} is a place outside the project")
    return complaints


RULES = (
    upward_imports,
    circles,
    long_modules,
    long_functions,
    undeclared_packages,
    unlocked_packages,
    machine_paths,
)


def main() -> int:
    complaints = [complaint for rule in RULES for complaint in rule()]
    for complaint in complaints:
        print(complaint)
    print(f"{len(complaints)} complaints" if complaints else "The house is in order.")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
