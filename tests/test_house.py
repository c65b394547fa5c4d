"""The house is in order, and each rule sees what it is there to see."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import house

Rule = Callable[..., list[str]]

PROJECT = """[project]
dependencies = ["Polars>=1"]
optional-dependencies = {}
[dependency-groups]
"""


def built(root: Path, files: dict[str, str]) -> Path:
    for name, text in {
        "pyproject.toml": PROJECT,
        "requirements/run.txt": "polars==1.0 \\\n",
        **files,
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    subprocess.run(["git", "add", "--all"], cwd=root, check=True)
    return root


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_the_house_is_in_order(rule: Rule) -> None:
    assert rule() == []


def test_the_blocks_of_the_readme_are_current() -> None:
    command = [sys.executable, "-m", "cogapp", "--check", "-I", "docs", "README.md"]
    done = subprocess.run(command, cwd=house.ROOT, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, f"run `make docs`\n{done.stdout}{done.stderr}"


def test_a_good_house_has_no_complaints(tmp_path: Path) -> None:
    built(
        tmp_path,
        {
            "stakeholder_graph/__init__.py": "",
            "stakeholder_graph/model/records.py": "import polars\nfrom pathlib import Path\n",
            "stakeholder_graph/storage/__init__.py": "from stakeholder_graph.model import records\n",
            "README.md": "See https://example.invalid/work/ and docs/tmp/x and neo4j://host/root/\n",
        },
    )
    assert [line for rule in house.RULES for line in rule(tmp_path)] == []


@pytest.mark.parametrize(
    ("rule", "files", "complaint"),
    [
        (
            house.upward_imports,
            {
                "stakeholder_graph/pages/page.py": "",
                "stakeholder_graph/model/x.py": "if 1:\n    from stakeholder_graph.pages import page\n",
            },
            "stakeholder_graph/model/x.py:2: imports stakeholder_graph.pages.page, which comes later",
        ),
        (
            house.upward_imports,
            {"stakeholder_graph/attic.py": ""},
            "stakeholder_graph/attic.py: the room attic has no place in ORDER",
        ),
        (
            house.upward_imports,
            {"stakeholder_graph/gaps/a.py": "from . import b\n", "stakeholder_graph/gaps/b.py": ""},
            "stakeholder_graph/gaps/a.py:1: a relative import; name the module in full",
        ),
        (
            house.long_modules,
            {"stakeholder_graph/model/records.py": "x = 1\n" * 251},
            "stakeholder_graph/model/records.py: 251 lines, at most 250",
        ),
        (
            house.long_functions,
            {"stakeholder_graph/model/records.py": 'def f():\n    """Say."""\n' + "    x = 1\n" * 41},
            "stakeholder_graph/model/records.py:1: f has 41 lines, at most 40",
        ),
        (
            house.undeclared_packages,
            {"stakeholder_graph/model/records.py": "import polars\nimport hypothesis.strategies\n"},
            "stakeholder_graph/model/records.py: imports hypothesis, which pyproject.toml does not name",
        ),
        (
            house.unlocked_packages,
            {"requirements/run.txt": "networkx==3.0 \\\n    # via polars\n"},
            "requirements/run.txt: lacks polars; run `make lock`",
        ),
        (
            house.machine_paths,
            {"README.md": "fine\nopen " + "/" + "home/somebody/x\n"},
            "README.md:2: '/" + "home/somebody/x' is a place outside the project",
        ),
        (
            house.machine_paths,
            {"requirements/run.txt": "--" + "index-url x\n"},
            "requirements/run.txt:1: '--" + "index-url x' is a place outside the project",
        ),
    ],
    ids=["later", "no-place", "relative", "long", "long-function", "undeclared", "unlocked", "path", "index"],
)
def test_each_rule_sees_what_it_is_for(
    tmp_path: Path, rule: Rule, files: dict[str, str], complaint: str
) -> None:
    assert rule(built(tmp_path, files)) == [complaint]


def test_circles_are_seen_and_those_who_only_lead_into_them_are_not_named(tmp_path: Path) -> None:
    # d -> a -> b -> a,  b -> c
    files = {
        "stakeholder_graph/gaps/a.py": "from stakeholder_graph.gaps import b\n",
        "stakeholder_graph/gaps/b.py": "import stakeholder_graph.gaps.a\nimport stakeholder_graph.gaps.c\n",
        "stakeholder_graph/gaps/c.py": "",
        "stakeholder_graph/gaps/d.py": "from stakeholder_graph.gaps.a import x\n",
    }
    assert house.circles(built(tmp_path, files)) == [
        "stakeholder_graph.gaps.a: is in a circle of imports with stakeholder_graph.gaps.b",
        "stakeholder_graph.gaps.b: is in a circle of imports with stakeholder_graph.gaps.a",
    ]
