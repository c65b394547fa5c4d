"""The wheel holds every file that the program reads, where it looks for it, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from stakeholder_graph.resources import folder

ROOT = Path(__file__).resolve().parents[1]
PLACES = {
    "stakeholder_graph": "stakeholder_graph",
    "queries": "stakeholder_graph/queries",
    "visualizations": "stakeholder_graph/visualizations",
}
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]


def run(*command: str, **environment: str) -> str:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    run(*PIP, "wheel", ".", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(target))
    (built,) = target.glob("*.whl")
    return built


def test_the_wheel_lists_every_file_of_the_three_folders_in_its_place(wheel: Path) -> None:
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *PLACES)
    in_checkout = {Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()}
    expected = {
        "/".join((PLACES[path.parts[0]], *path.parts[1:])) for path in in_checkout if path.suffix != ".pyc"
    }
    with ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == expected
    assert {"stakeholder_graph/py.typed", "stakeholder_graph/model/ontology.toml"} <= names


def test_the_wheel_names_its_command_and_carries_its_licence(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = {name.split(".dist-info/")[1]: name for name in archive.namelist() if ".dist-info/" in name}
        commands = archive.read(names["entry_points.txt"]).decode("utf-8")
        metadata = archive.read(names["METADATA"]).decode("utf-8")
    assert commands == "[console_scripts]\nstakeholder-graph = stakeholder_graph.cli:main\n"
    assert "licenses/LICENSE" in names
    assert "\nLicense-Expression: MIT\n" in metadata
    assert "\nRequires-Python: >=3.11\n" in metadata


def test_an_installed_copy_finds_its_own_folders_and_a_checkout_those_beside_it(
    wheel: Path, tmp_path: Path
) -> None:
    assert folder("visualizations") == ROOT / "visualizations"
    run(*PIP, "install", "--no-deps", "--no-index", "--no-compile", "--target", str(tmp_path), str(wheel))
    code = "from stakeholder_graph.resources import folder; print(folder('visualizations'))"
    printed = run(sys.executable, "-P", "-c", code, PYTHONPATH=str(tmp_path))
    assert Path(printed.strip()) == tmp_path / "stakeholder_graph" / "visualizations"
