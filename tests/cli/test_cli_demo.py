"""The demo, and the pages: what is written where, and that nothing of somebody's own is lost."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from tests.cli.running import DAY, run

PAGES = [
    "map-butterblume-molkerei-eg.html", "map-hagelkorn-brauerei-gmbh.html", "map-karmesin-chemie-ag.html",
    "map-landesamt-fuer-regenwasser-und-pfuetzen.html", "map-sonnentau-klinik-nieselbach-gmbh.html",
    "map-sonnentau-kliniken-ag.html", "map-windstille-energie-ag.html", "overview.html",
]  # fmt: skip


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_demo_prints_gaps_draws_pages_and_says_what_to_open(in_an_empty_folder: Path) -> None:
    ran = run("demo", "--as-of", DAY)
    assert ran.code == 0
    assert ran.out.startswith("┌")
    assert "Gaps on 2026-11-23: 39.\n" in ran.out
    overview, database = Path("demo") / "overview.html", Path("demo") / "stakeholders.db"
    question = f'--db {database} --as-of {DAY} gaps --account "Karmesin Chemie AG" --verbose'
    assert ran.err.splitlines() == [
        "loading the example network …",
        "",
        "drawing the overview and 7 maps …",
        f"Open {overview} in a browser. It leads to a map of each account.",
        f"Ask for yourself: stakeholder-graph {question}",
    ]
    assert names(in_an_empty_folder) == ["demo"]
    assert names(in_an_empty_folder / "demo") == [*PAGES, "stakeholders.db"]
    links = set(re.findall(r"map-[a-z0-9-]+\.html", overview.read_text(encoding="utf-8")))
    assert links == set(PAGES) - {"overview.html"}
    follow = run(*[part.strip('"') for part in re.findall(r'"[^"]+"|\S+', question)])
    assert follow.code == 0
    assert follow.out.startswith("HIGH 90: Nobody of ours cares for Sigrid Zitronengelb")

    again = run("demo", "--as-of", DAY)
    assert (again.code, again.out, again.err) == (ran.code, ran.out, ran.err)
    assert names(in_an_empty_folder / "demo") == [*PAGES, "stakeholders.db"]


def test_today_and_on_any_other_day_the_story_is_the_same(demo_folder: Path) -> None:
    def told(*arguments: object) -> list[list[str]]:
        ran = run("gaps", *arguments, "--format", "csv")
        assert ran.code == 0
        return [line.split(",")[:7] for line in ran.out.splitlines()]

    then = told("--db", demo_folder / "stakeholders.db", "--as-of", DAY)
    assert len(then) == 40
    assert run("demo", "today", "-o", "gaps.txt", "--quiet").code == 0
    assert told("--db", "today/stakeholders.db") == then
    assert run("demo", "leap", "--as-of", "2028-02-29", "-o", "gaps.txt", "--quiet").code == 0
    assert told("--db", "leap/stakeholders.db", "--as-of", "2028-02-29") == then


def test_the_demo_speaks_german_and_gives_json(in_an_empty_folder: Path) -> None:
    ran = run("demo", "vorführung", "--as-of", DAY, "--lang", "de", "--format", "json")
    assert len(ran.json()["gaps"]) == 39
    assert ran.json()["gaps"][0]["text"].startswith("Niemand von uns betreut Sigrid Zitronengelb")
    assert ran.err.splitlines()[0] == "lade das Beispielnetz …"
    assert ran.err.splitlines()[3].startswith("Öffnen Sie ")
    page = (in_an_empty_folder / "vorführung" / "overview.html").read_text(encoding="utf-8")
    assert '<html lang="de"' in page


def test_the_demo_never_replaces_somebody_elses_database(small: Path) -> None:
    folder = small / "demo"
    folder.mkdir()
    (small / "stakeholders.db").rename(folder / "stakeholders.db")
    before = everything(folder)
    ran = run("demo")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines()[-1] == (
        f"error: {Path('demo') / 'stakeholders.db'}: this database is not the example; "
        "name another folder: stakeholder-graph demo FOLDER"
    )
    assert everything(folder) == before


def test_the_demo_never_replaces_an_example_in_which_somebody_has_worked(in_an_empty_folder: Path) -> None:
    assert run("demo", "--quiet", "-o", "gaps.txt").code == 0
    changed = "id,name,topics\np-viktor-purpur,Viktor Purpur,Segeln\n"
    (in_an_empty_folder / "people.csv").write_text(changed, encoding="utf-8")
    database = Path("demo") / "stakeholders.db"
    assert run("import", "people.csv", "--db", database).code == 0
    before = everything(in_an_empty_folder / "demo")
    ran = run("demo")
    assert ran.code == 1
    assert "somebody has worked with this example, which would be lost" in ran.err
    assert everything(in_an_empty_folder / "demo") == before


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\x00 but not really"])
def test_the_demo_never_replaces_a_file_that_is_none_of_ours(
    content: bytes, in_an_empty_folder: Path
) -> None:
    folder = in_an_empty_folder / "demo"
    folder.mkdir()
    (folder / "stakeholders.db").write_bytes(content)
    ran = run("demo")
    if content:
        assert ran.code == 1
        assert everything(folder) == {"stakeholders.db": content}
    assert (folder / "stakeholders.db").exists()


def test_the_demo_leaves_a_foreign_database_alone(in_an_empty_folder: Path) -> None:
    folder = in_an_empty_folder / "demo"
    folder.mkdir()
    foreign = sqlite3.connect(folder / "stakeholders.db")
    foreign.execute("CREATE TABLE recipes (name TEXT)")
    foreign.commit()
    foreign.close()
    before = everything(folder)
    assert run("demo").code == 1
    assert everything(folder) == before


def test_a_demo_that_cannot_be_made_leaves_nothing_behind(in_an_empty_folder: Path) -> None:
    Path("bad.toml").write_text("[care]\nnonsense = 1\n", encoding="utf-8")
    ran = run("demo", "--policy", "bad.toml")
    assert ran.code == 1
    assert not (in_an_empty_folder / "demo" / "stakeholders.db").exists()
    Path("file").write_text("", encoding="utf-8")
    assert run("demo", "file").code == 1
    assert Path("file").read_text(encoding="utf-8") == ""


@pytest.mark.usefixtures("example")
def test_a_map_goes_where_one_expects_it(in_an_empty_folder: Path) -> None:
    ran = run("map", "karmesin chemie ag", "--as-of", DAY)
    assert (ran.code, ran.out, ran.err) == (0, "", "written: map-karmesin-chemie-ag.html\n")
    page = (in_an_empty_folder / "map-karmesin-chemie-ag.html").read_text(encoding="utf-8")
    assert "Sigrid Zitronengelb" in page
    Path("maps").mkdir()
    inside = run("map", "c-karmesin-chemie", "-o", "maps", "--as-of", DAY, "--lang", "de")
    assert inside.err == f"geschrieben: {Path('maps') / 'map-karmesin-chemie-ag.html'}\n"
    named = run("map", "c-karmesin-chemie", "-o", "new/here.html", "--as-of", DAY)
    assert (named.code, names(in_an_empty_folder / "new")) == (0, ["here.html"])
    printed = run("map", "c-karmesin-chemie", "-o", "-", "--as-of", DAY)
    assert printed.err == ""
    assert printed.out == (in_an_empty_folder / "new" / "here.html").read_text(encoding="utf-8")
    assert names(in_an_empty_folder) == ["map-karmesin-chemie-ag.html", "maps", "new"]


@pytest.mark.usefixtures("example")
def test_the_overview_and_its_maps_stand_side_by_side(in_an_empty_folder: Path) -> None:
    assert run("overview", "--as-of", DAY).err == "written: overview.html\n"
    assert names(in_an_empty_folder) == PAGES
    assert run("overview", "-o", "board/all.html", "--as-of", DAY).code == 0
    assert names(in_an_empty_folder / "board") == ["all.html", *PAGES[:-1]]
    grouped = run("overview", "-o", "board2/all.html", "--group", "--as-of", DAY)
    assert grouped.code == 0
    assert names(in_an_empty_folder / "board2") == ["all.html", *PAGES[:4], *PAGES[5:7]]


@pytest.mark.usefixtures("example")
def test_a_map_of_nobody_writes_nothing(in_an_empty_folder: Path) -> None:
    ran = run("map", "Karmesan")
    assert ran.code == 1
    assert "did you mean Karmesin Chemie AG?" in ran.err
    assert names(in_an_empty_folder) == []
