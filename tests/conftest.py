"""What all tests share: how Hypothesis searches, and where the vendors' sample exports are looked for."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

# Before polars is loaded anywhere: two test runs with two threads each on two cores stand in each other's way
os.environ.setdefault("POLARS_MAX_THREADS", "1")

import pytest
from hypothesis import HealthCheck, Phase, settings

# The fixtures of all tests that need a Neo4j server or a browser, wherever they stand
pytest_plugins = ["tests.neo4j.fixtures", "tests.pages.chromium_fixtures"]

# Same examples in every run, so that a red run is red again; HYPOTHESIS_PROFILE=explore looks for new ones.
# A test that wants 300 examples says so itself: @settings(max_examples=300)
settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("explore", deadline=None, print_blob=True)
# Says at once that something is wrong, with the first network that shows it: to make it smaller takes minutes
unshrunk = [phase for phase in Phase if phase is not Phase.shrink]
settings.register_profile("unshrunk", settings.get_profile("ci"), phases=unshrunk)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# The vendors' files are not ours to carry along; they stand beside the checkout where the project is built
VENDOR_SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"
VENDOR_TESTS = Path(__file__).resolve().parent / "samples"


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    return True if collection_path == VENDOR_TESTS and not VENDOR_SAMPLES.is_dir() else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What runs side by side: a file as one piece, and all that shares the Neo4j server as one."""
    for item in items:
        server = item.get_closest_marker("neo4j") or "neo4j_server" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("neo4j" if server else str(item.path)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not VENDOR_SAMPLES.is_dir():
        terminalreporter.write_line(
            "Not run: tests/samples, for the vendors' own exports are not here (../shared/samples)"
        )


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Where the user is in Berlin, whatever the zone of this computer."""
    if not hasattr(time, "tzset"):
        pytest.fail(
            "this system has one time zone for all programs: run this test on Linux or macOS", pytrace=False
        )
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
