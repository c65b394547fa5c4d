"""Find what a Neo4j server is made of, Java and Neo4j's jars, or install it: python tests/neo4j/parts.py."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

POM = Path(__file__).with_name("pom.xml")
VERSION = re.findall(r"<neo4j.version>(.+)</neo4j.version>", POM.read_text(encoding="utf-8"))[0]
OLDEST_JAVA = 17
JAVA_PLACES = ("/usr/lib/jvm/*/bin/java", "/Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java")
# Debian and Ubuntu have one or the other, by release; both run Neo4j 5
JAVA_PACKAGES = ("openjdk-17-jre-headless", "openjdk-21-jre-headless")
JAVA_ADVICE = (
    f"on Debian run `make java`, which installs one, or `apt-get install {JAVA_PACKAGES[0]}`; "
    f"elsewhere install Java {OLDEST_JAVA} or newer and name its folder in JAVA_HOME"
)
MAVEN_ADVICE = (
    "on Debian run `make java`, which installs it, or `apt-get install maven`; elsewhere install Apache Maven"
)


class PartMissing(Exception):
    """Something that a Neo4j server needs is not here; the text says what to install."""


def jar_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder for the jars of this pom.xml in the user's cache directory, be it there or not."""
    if environment.get("XDG_CACHE_HOME"):
        place = Path(environment["XDG_CACHE_HOME"])
    elif sys.platform == "win32":
        place = Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        place = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    contents = hashlib.sha256(POM.read_bytes()).hexdigest()[:8]
    return place / "neo4j-for-tests" / f"{VERSION}-{contents}"


def find_java(environment: Mapping[str, str] = os.environ, places: tuple[str, ...] = JAVA_PLACES) -> Path:
    """Return the first Java that is new enough: of JAVA_HOME, of the PATH, of the usual places.

    Raises PartMissing, which names those that were found and are too old.
    """
    refused = []
    for program in _javas(environment, places):
        version = _java_version(program)
        if version >= OLDEST_JAVA:
            return program
        refused.append(f"{program} is {f'Java {version}' if version else 'no Java that runs'}")
    found = "; ".join(refused) or "none was found"
    raise PartMissing(f"Neo4j {VERSION} needs Java {OLDEST_JAVA} or newer, and {found}; {JAVA_ADVICE}")


def _javas(environment: Mapping[str, str], places: tuple[str, ...]) -> Iterator[Path]:
    if environment.get("JAVA_HOME"):
        found = shutil.which("java", path=str(Path(environment["JAVA_HOME"]) / "bin"))
        yield Path(found or environment["JAVA_HOME"])
    if found := shutil.which("java", path=environment.get("PATH", "")):
        yield Path(found)
    for place in map(Path, places):
        yield from sorted(Path(place.anchor).glob(str(place.relative_to(place.anchor))))


def _java_version(program: Path) -> int:
    try:
        said = subprocess.run(
            [program, "-version"], capture_output=True, check=False, encoding="utf-8", timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return 0
    # Up to Java 8 the version reads "1.8.0"
    number = re.search(r'version "(?:1\.)?(\d+)', said.stderr + said.stdout)
    return int(number.group(1)) if number else 0


def find_jars(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder with Neo4j's jars; fetch them through Maven (some 140 MB) when it is not there yet.

    Raises PartMissing when Maven is not here or cannot reach what it needs.
    """
    folder = jar_folder(environment)
    if folder.is_dir():
        return folder
    maven = shutil.which("mvn", path=environment.get("PATH", ""))
    if maven is None:
        raise PartMissing(
            f"Maven, which fetches Neo4j {VERSION}, was not found (the program mvn); {MAVEN_ADVICE}"
        )
    print(f"fetching Neo4j {VERSION} through Maven, some 140 MB, once", flush=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="part-") as name:
        jars = Path(name) / "jars"
        goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={jars}"]
        done = subprocess.run(
            [maven, "-B", "-q", "-f", str(POM), *goal],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env=dict(environment),
        )
        if done.returncode != 0 or not (jars / f"neo4j-{VERSION}.jar").is_file():
            said = [line for line in (done.stdout + done.stderr).splitlines() if "ERROR" in line]
            why = said[0] if said else (done.stdout + done.stderr).strip()[-300:]
            raise PartMissing(
                f"Maven could not fetch Neo4j {VERSION}: {why}; check the network and Maven's settings.xml"
            )
        try:
            jars.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another run was faster
                raise
    return folder


def install(environment: Mapping[str, str] = os.environ, places: tuple[str, ...] = JAVA_PLACES) -> None:
    """Install Debian's Java and Maven where they are missing, saying so before, and fetch the jars.

    Raises PartMissing where that is not possible: no apt-get, or neither root nor sudo.
    """
    try:
        find_java(environment, places)
    except PartMissing:
        any(_apt_get(package, environment) for package in JAVA_PACKAGES)
        find_java(environment, places)
    if not jar_folder(environment).is_dir() and not shutil.which("mvn", path=environment.get("PATH", "")):
        _apt_get("maven", environment)
    find_jars(environment)


def _apt_get(package: str, environment: Mapping[str, str]) -> bool:
    path = environment.get("PATH", "")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not shutil.which("apt-get", path=path) or not (is_root or shutil.which("sudo", path=path)):
        return False
    # sudo drops the environment, so the answer to questions of packages is given behind it
    before = [*([] if is_root else ["sudo"]), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    print(f"installing Debian's {package} with apt-get, once", flush=True)
    for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package]):
        if subprocess.run([*before, *step], check=False, env=dict(environment)).returncode != 0:
            return False
    return True


def main() -> int:
    try:
        install()
    except PartMissing as missing:
        print(f"error: {missing}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
