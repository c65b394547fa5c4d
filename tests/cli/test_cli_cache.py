"""The command cache clear: what it says it has removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from stakeholder_graph.storage import open_store
from stakeholder_graph.storage.cache import CachedStore, cache_folder
from stakeholder_graph.storage.kept_files import files_in
from tests.cli.running import run


@pytest.fixture
def kept(small: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small network is kept where this user's computer keeps what was read from servers."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(small / "cache"))
    with open_store(small / "stakeholders.db") as store:
        CachedStore(store, cache_folder()).read()
    return cache_folder()


def test_clearing_says_how_much_was_kept_and_leaves_nothing(kept: Path) -> None:
    size = sum(file.stat().st_size for file in files_in(kept))
    assert run("cache", "clear", "--lang", "de").out == (
        f"Entfernt aus {kept / 'graphs'}: Datenbanken 1, {size / 1000:.0f} kB.\n"
    )
    assert list(files_in(kept)) == []
    assert run("cache", "clear").out == f"Removed from {kept / 'graphs'}: databases 0, 0 kB.\n"


def test_json_tells_the_folder_the_databases_and_the_bytes(kept: Path) -> None:
    size = sum(file.stat().st_size for file in files_in(kept))
    told = run("cache", "clear", "--format", "json").json()
    assert told == {"folder": str(kept / "graphs"), "databases": 1, "bytes": size}


def test_a_file_is_read_as_it_is_with_refresh_too(kept: Path) -> None:
    assert run("info", "--refresh").out == run("info").out != ""
