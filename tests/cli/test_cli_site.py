"""`site`, the sheet of `person -o FILE.html`, and --anonymous, as somebody types them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from stakeholder_graph.example import DATABASE, load_example
from tests.cli.running import DAY, run

PAGES = 16  # the overview, the portfolio, and a map and sheets for each of seven accounts


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:

    folder = tmp_path_factory.mktemp("example")
    load_example(folder, date.fromisoformat(DAY)).close()
    return folder / DATABASE


def test_a_site_is_written_and_a_second_time_left_alone(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    first = run("--db", database, "--as-of", DAY, "--lang", "en", "site", folder)
    assert first.code == 0 and first.out == ""
    lines = first.err.splitlines()
    assert lines[0] == "1 of 7 accounts: Butterblume Molkerei eG"
    assert lines[-1] == f"16 pages written, 0 as they were, 0 removed; begin with {folder / 'overview.html'}"
    again = run("--db", database, "--as-of", DAY, "--lang", "en", "site", folder, "--format", "json")
    assert again.json() == {
        "overview": str(folder / "overview.html"), "written": [], "unchanged": PAGES, "removed": [],
    }  # fmt: skip
    german = run("--db", database, "--as-of", DAY, "--lang", "de", "site", folder)
    assert german.err.splitlines()[-1].startswith("16 Seiten geschrieben, 0 unverändert, 0 entfernt")


def test_a_site_for_slides_takes_the_place_of_the_named_one(database: Path, tmp_path: Path) -> None:
    run("--db", database, "--as-of", DAY, "site", tmp_path)
    done = run("--db", database, "--as-of", DAY, "site", tmp_path, "--anonymous", "--format", "json").json()
    assert len(done["removed"]) == PAGES - 2  # overview and portfolio have no account in their names
    text = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.html"))
    assert "Karmesin" not in text and "Zitronengelb" not in text


def test_a_site_has_no_output_file(database: Path, tmp_path: Path) -> None:
    ran = run("--db", database, "site", tmp_path / "pages", "-o", tmp_path / "x.html")
    assert ran.code == 2 and "leave -o out" in ran.err


def test_files_of_others_are_named(database: Path, tmp_path: Path) -> None:
    (tmp_path / "overview.html").write_text("mine", encoding="utf-8")
    ran = run("--db", database, "--as-of", DAY, "site", tmp_path)
    assert ran.code == 1 and ran.err.startswith("error: ")
    assert ran.err.endswith("was not written by this program; move it away, or name another folder\n")


def test_the_sheet_of_a_person(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "visit.html"
    ran = run("--db", database, "--as-of", DAY, "--lang", "de", "person", "Sigrid Zitronengelb", "-o", file)
    assert (ran.code, ran.out, ran.err) == (0, "", f"geschrieben: {file}\n")
    assert "Vor dem Besuch: Sigrid Zitronengelb" in file.read_text(encoding="utf-8")
    ran = run("--db", database, "--as-of", DAY, "person", "Sigrid Zitronengelb", "-o", file, "--anonymous")
    assert ran.code == 0 and "Sigrid" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("Sigrid Zitronengelb", "--open"), 2, "name its file with -o FILE.html"),
        (("Sigrid Zitronengelb", "--anonymous"), 2, "name its file with -o FILE.html"),
        (("Anke Birnbaum", "-o", "x.html"), 1, "is one of ours"),
        (("Niemand Nirgends", "-o", "x.html"), 1, "Niemand Nirgends"),
        (("Sigrid Zitronengelb", "-o", "x.html", "--format", "csv"), 1, "leave --format out"),
    ],
)
def test_what_has_no_sheet(
    database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("--db", database, "--as-of", DAY, "person", *arguments)
    assert ran.code == code and said in ran.err
    assert not Path("x.html").exists()


def test_a_map_for_slides(database: Path, tmp_path: Path) -> None:
    ran = run("--db", database, "--as-of", DAY, "map", "Karmesin", "-o", tmp_path / "m.html", "--anonymous")
    assert ran.code == 0
    text = (tmp_path / "m.html").read_text(encoding="utf-8")
    assert "Karmesin" not in text and '"anonymous":true' in text
