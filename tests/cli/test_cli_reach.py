"""The command reach: its words, its shapes, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli import shapes
from tests.cli.running import DAY, run, write_tables

ON_DAY = ("--as-of", DAY)
PATH = {
    "score": shapes.NUMBER, "people": [shapes.NAMED], "strengths": [shapes.NUMBER],
    "contacts": [
        {
            "from": shapes.TEXT, "to": shapes.TEXT, "record": shapes.TEXT, "id": shapes.TEXT,
            "date": shapes.Maybe(shapes.DAY), "channel": shapes.Maybe(shapes.TEXT),
            "adds": shapes.Maybe(shapes.NUMBER), "weight": shapes.Maybe(shapes.WHOLE),
            "topic": shapes.Maybe(shapes.TEXT), "source": shapes.Maybe(shapes.TEXT),
        }
    ],
}  # fmt: skip
REACH = {"person": shapes.NAMED, "paths": [PATH], "reachable": shapes.YES}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Zzz"], "person 'Zzz': there is no such person; see `info` and `coverage` for what is there"),
        (
            ["Kim Erdbeer"],
            "person 'Kim Erdbeer': several have this name; "
            "take the id: p3 (Sonnentau Kliniken AG), p4 (Karmesin Chemie AG)",
        ),
        (["Bodo Wiesengrün"], "reach: Bodo Wiesengrün is one of ours; ask for somebody outside"),
        (
            ["Ada Mohnrot", "--from", "Cora Himmelblau"],
            "--from: Cora Himmelblau is not one of ours; name somebody who works for us",
        ),
        (
            ["Ada Mohnrot", "--from", "Bodo Wiesengrau"],
            "person 'Bodo Wiesengrau': there is no such person; did you mean Bodo Wiesengrün?",
        ),
    ],
)
@pytest.mark.usefixtures("small")
def test_what_is_refused(arguments: list[str], said: str) -> None:
    ran = run("reach", *arguments, *ON_DAY)
    assert (ran.code, ran.out, ran.err) == (1, "", f"error: {said}\n")
    told = run("reach", *arguments, *ON_DAY, "--format", "json")
    assert (told.code, shapes.misfits(told.json(), shapes.ERROR)) == (1, [])


def test_without_a_name_it_is_wrong_usage() -> None:
    assert run("reach").code == 2


def test_no_database() -> None:
    ran = run("reach", "Ada Mohnrot")
    assert (ran.code, ran.out) == (1, "")
    assert "there is no such database" in ran.err and ran.err.count("\n") == 1


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
@pytest.mark.usefixtures("example")
def test_every_format_and_a_file(form: str, in_an_empty_folder: Path) -> None:
    for who in ("Viktor Purpur", "Rasmus Elfenbein"):
        shown = run("reach", who, *ON_DAY, "--format", form)
        assert (shown.code, shown.err) == (0, "")
        written = run("reach", who, *ON_DAY, "--format", form, "-o", "ways.txt", "--quiet")
        assert (written.code, written.out) == (0, "")
        assert (in_an_empty_folder / "ways.txt").read_text(encoding="utf-8") == shown.out


@pytest.mark.usefixtures("example")
def test_on_another_day_the_ways_are_those_of_that_day() -> None:
    # long before the first contact of Fiete Nieselregen with him
    early = run("reach", "Knut Raureif", "--as-of", "2024-01-01").out
    assert early.startswith("No way leads to Knut Raureif")


@pytest.mark.usefixtures("small")
def test_no_way_is_an_answer() -> None:
    ran = run("reach", "Ada Mohnrot", *ON_DAY)
    assert ran.code == 0
    assert ran.out == (
        "No way leads to Ada Mohnrot (Sonnentau Kliniken AG): no relationship with anybody is recorded.\n"
        "Find out who knows Ada Mohnrot, and record it (relationship KNOWS); else the first contact will be "
        "a cold one.\n"
    )
    told = run("reach", "Ada Mohnrot", *ON_DAY, "--format", "json").json()
    assert told == {"person": {"id": "p1", "name": "Ada Mohnrot"}, "paths": [], "reachable": False}
    assert run("reach", "Ada Mohnrot", *ON_DAY, "--format", "csv").out.count("\n") == 1


def test_no_network_is_told_apart_from_no_way(in_an_empty_folder: Path) -> None:
    tables = {
        "companies": "id,name,party\nc0,Pusteblume Pumpen AG,own\nc1,Sonnentau Kliniken AG,customer\n",
        "people": "id,name,organisation\np0,Bodo Wiesengrün,c0\np1,Ada Mohnrot,c1\np2,Cora Himmelblau,c1\n",
        "relationships": "from,relationship,to\np2,KNOWS,p1\n",
    }
    write_tables(in_an_empty_folder / "in", tables)
    assert run("import", "in", *ON_DAY).code == 0
    assert run("reach", "Ada Mohnrot", *ON_DAY).out == (
        "There is no network yet: nobody of ours has any contact, acquaintance or assignment on record.\n"
        "Import your contacts, or record who cares for whom and who knows whom.\n"
    )


@pytest.mark.usefixtures("small")
def test_an_assignment_without_contacts_is_the_faintest_of_ways() -> None:
    ran = run("reach", "Cora Himmelblau", *ON_DAY)
    assert "We know Cora Himmelblau (Sonnentau Kliniken AG) ourselves: Bodo Wiesengrün.\n" in ran.out
    assert "cool (0.17)" in ran.out
    told = run("reach", "Cora Himmelblau", *ON_DAY, "--format", "json").json()
    assert shapes.misfits(told, REACH) == []
    assert (told["reachable"], told["paths"][0]["strengths"]) == (True, [0.166667])
    assert [record["record"] for record in told["paths"][0]["contacts"]] == ["CARES_FOR"]


@pytest.mark.usefixtures("example")
def test_the_shape_and_the_figures_of_an_introduction() -> None:
    told = run("reach", "Sigrid Zitronengelb", *ON_DAY, "--format", "json").json()
    assert shapes.misfits(told, REACH) == []
    (path,) = told["paths"]
    assert told["person"] == {"id": "p-sigrid-zitronengelb", "name": "Sigrid Zitronengelb"}
    names = [person["name"] for person in path["people"]]
    assert names == ["Anke Birnbaum", "Hedwig Kornrade", "Sigrid Zitronengelb"]
    assert path["strengths"] == [0.935486, 0.833333]
    assert path["score"] == 0.59901
    contacts = [record for record in path["contacts"] if record["to"] == "p-hedwig-kornrade"]
    assert len(contacts) == 20
    assert contacts[0]["date"] == "2026-11-11"
    assert [record["date"] for record in contacts] == sorted(
        (record["date"] for record in contacts), reverse=True
    )
    assert path["contacts"][-1]["record"] == "KNOWS"


@pytest.mark.usefixtures("example")
def test_the_table_says_who_calls_whom() -> None:
    said = " ".join(run("reach", "Sigrid Zitronengelb", *ON_DAY, "--format", "markdown").out.split())
    for sentence in (
        "Nobody of ours knows Sigrid Zitronengelb (Karmesin Chemie AG), but Hedwig Kornrade (Sonnentau "
        "Kliniken AG) can introduce us.",
        "| 1 | Anke Birnbaum calls Hedwig Kornrade (Sonnentau Kliniken AG) | close (0.94) | call on "
        "2026-11-11, 12 days ago; 20 contacts in all | warm (0.55) |",
        "| | Hedwig Kornrade introduces Anke Birnbaum to Sigrid Zitronengelb (Karmesin Chemie AG) | close "
        "(0.83) | they know each other (gemeinsames Studium), no contact is recorded | |",
        "All of it hangs on Hedwig Kornrade: without Hedwig Kornrade, no way to Sigrid Zitronengelb would be "
        "left.",
    ):
        assert sentence in said


@pytest.mark.usefixtures("example")
def test_the_table_in_german() -> None:
    said = " ".join(
        run("reach", "Viktor Purpur", *ON_DAY, "--format", "markdown", "--lang", "de").out.split()
    )
    for sentence in (
        "Wir kennen Viktor Purpur (Karmesin Chemie AG) selbst: Konrad Nordlicht und Anke Birnbaum.",
        "| Konrad Nordlicht ruft Viktor Purpur (Karmesin Chemie AG) an | eng (0,80) | Anruf am 30.10.2026, "
        "vor 24 Tagen; insgesamt 11 Kontakte | eng (0,80) |",
        "Cordula Wasserläufer stellt Anke Birnbaum und Valentin Vogelbeer (Landtag Wiesenland) einander vor",
        "Es gibt 2 Wege ohne gemeinsame Person; erst wenn Anke Birnbaum und Konrad Nordlicht zusammen "
        "wegfielen, bliebe keiner.",
    ):
        assert sentence in said


@pytest.mark.usefixtures("example")
def test_the_ways_of_one_of_ours_and_who_has_a_warmer_one() -> None:
    ran = run("reach", "Ulla Wetterleuchten", "--from", "Fiete Nieselregen", *ON_DAY)
    assert ran.out == (
        "No way leads from Fiete Nieselregen to Ulla Wetterleuchten (Windstille Energie AG).\n"
        "Warmest of all of ours: Anke Birnbaum can ask Cordula Wasserläufer (Pfützenverband e. V.) for an "
        "introduction, warm (0.38).\n"
    )
    ran = run("reach", "Viktor Purpur", "--from", "Konrad Nordlicht", *ON_DAY)
    assert ran.out.startswith("Konrad Nordlicht knows Viktor Purpur (Karmesin Chemie AG).\n")
    assert "Warmest" not in ran.out


@pytest.mark.usefixtures("example")
def test_no_way_to_whoever_objects() -> None:
    ran = run("reach", "Rasmus Elfenbein", *ON_DAY)
    assert ran.out == "Rasmus Elfenbein (Karmesin Chemie AG) objects to contact: no way is offered.\n"


@pytest.mark.usefixtures("example")
def test_verbose_lists_every_contact_and_csv_every_step() -> None:
    said = run("reach", "Knut Raureif", *ON_DAY, "--verbose").out
    assert "Fiete Nieselregen – Knut Raureif: close (0.90)\n" in said
    assert said.count("counts") == 7
    lines = run("reach", "Sigrid Zitronengelb", *ON_DAY, "--format", "csv").out.splitlines()
    assert lines == [
        "way,step,from,to,where,strength,rests_on,contacts,last_contact,channel,topic,whole_way",
        "1,1,Anke Birnbaum,Hedwig Kornrade,Sonnentau Kliniken AG,0.9355,contacts,20,2026-11-11,call,,0.5494",
        "1,2,Hedwig Kornrade,Sigrid Zitronengelb,Karmesin Chemie AG,0.8333,acquaintance,0,,,"
        "gemeinsames Studium,0.5494",
    ]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.usefixtures("example")
def test_no_english_in_german_and_no_hole_in_any_sentence(language: str) -> None:
    from tests.cli.test_cli_words import ENGLISH

    for who in ("Viktor Purpur", "Ulla Wetterleuchten", "Benno", "Rasmus", "Walburga", "Marlene"):
        said = run("reach", who, *ON_DAY, "--lang", language, "--verbose", "--format", "markdown").out
        assert "{" not in said and "None" not in said
        assert language == "en" or ENGLISH.findall(said) == []
