"""What a server needs and is not here is said with what to install, and where to point."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.neo4j.parts import PartMissing, find_jars, find_java, install, jar_folder


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """An environment whose PATH and cache folder are empty."""
    return {"PATH": str(tmp_path / "programs"), "XDG_CACHE_HOME": str(tmp_path / "cache")}


def program(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    (folder / name).chmod(0o755)
    return folder / name


def test_a_missing_java_is_said_with_what_to_install(bare: dict[str, str]) -> None:
    with pytest.raises(PartMissing) as refusal:
        find_java(bare, places=())
    assert str(refusal.value) == (
        "Neo4j 5.26.30 needs Java 17 or newer, and none was found; "
        "on Debian run `make java`, which installs one, or `apt-get install openjdk-17-jre-headless`; "
        "elsewhere install Java 17 or newer and name its folder in JAVA_HOME"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('openjdk version "11.0.22" 2024-01-16', "is Java 11;"),
        ('java version "1.8.0_402"', "is Java 8;"),
        ("The operation could not be completed.", "is no Java that runs;"),
    ],
)
def test_a_java_that_is_too_old_is_named_with_its_version(
    bare: dict[str, str], tmp_path: Path, line: str, said: str
) -> None:
    old = program(tmp_path / "programs", "java", f"echo '{line}' >&2")
    with pytest.raises(PartMissing) as refusal:
        find_java(bare, places=())
    assert f"needs Java 17 or newer, and {old} {said} on Debian run `make java`" in str(refusal.value)


def test_a_newer_java_in_one_of_the_usual_places_is_taken(bare: dict[str, str], tmp_path: Path) -> None:
    program(tmp_path / "programs", "java", "echo 'openjdk version \"11.0.22\"' >&2")
    newer = program(tmp_path / "jvm" / "java-21" / "bin", "java", "echo 'openjdk version \"21.0.2\"' >&2")
    assert find_java(bare, places=(str(tmp_path / "jvm" / "*" / "bin" / "java"),)) == newer


def test_a_java_home_without_a_java_is_named(bare: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(PartMissing, match="nowhere is no Java that runs; on Debian"):
        find_java({**bare, "JAVA_HOME": str(tmp_path / "nowhere")}, places=())


def test_a_missing_maven_is_said_with_what_to_install(bare: dict[str, str]) -> None:
    with pytest.raises(PartMissing) as refusal:
        find_jars(bare)
    assert str(refusal.value) == (
        "Maven, which fetches Neo4j 5.26.30, was not found (the program mvn); "
        "on Debian run `make java`, which installs it, or `apt-get install maven`; "
        "elsewhere install Apache Maven"
    )


def test_a_maven_that_fetches_nothing_leaves_nothing_half(bare: dict[str, str], tmp_path: Path) -> None:
    program(tmp_path / "programs", "mvn", "echo '[ERROR] Unknown host repo.example.invalid'; exit 1")
    with pytest.raises(PartMissing, match=r"could not fetch Neo4j 5\.26\.30: .*Unknown host.*settings\.xml"):
        find_jars(bare)
    assert list(jar_folder(bare).parent.iterdir()) == []


def test_jars_that_are_there_need_no_maven(bare: dict[str, str]) -> None:
    jar_folder(bare).mkdir(parents=True)
    assert find_jars(bare) == jar_folder(bare)


def test_installing_without_apt_get_says_what_to_install(bare: dict[str, str]) -> None:
    with pytest.raises(PartMissing, match="and none was found; on Debian run"):
        install(bare, places=())


def test_an_installation_that_is_refused_says_what_to_install(
    bare: dict[str, str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("apt-get", "sudo", "env"):
        program(tmp_path / "programs", name, "echo 'E: are you root?' >&2; exit 100")
    with pytest.raises(PartMissing, match="and none was found; on Debian run"):
        install(bare, places=())
    shown = capfd.readouterr()
    assert shown.out == (
        "installing Debian's openjdk-17-jre-headless with apt-get, once\n"
        "installing Debian's openjdk-21-jre-headless with apt-get, once\n"
    )
    assert shown.err == "E: are you root?\n" * 2


def test_the_step_of_make_ends_with_one_line_and_no_traceback(bare: dict[str, str], tmp_path: Path) -> None:
    java = program(tmp_path / "jdk" / "bin", "java", "echo 'openjdk version \"17.0.1\"' >&2")
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("parts.py"))],
        env={**os.environ, **bare, "JAVA_HOME": str(java.parents[1])},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: Maven, which fetches Neo4j 5.26.30, was not found")
    assert done.stderr.count("\n") == 1
