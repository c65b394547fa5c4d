"""Whom a part of a name means, and that the reader is always told."""

from __future__ import annotations

from pathlib import Path

import pytest

from stakeholder_graph import open_graph
from stakeholder_graph.analysis.situation import Taken
from stakeholder_graph.errors import UnknownName
from tests.cli.running import DAY, SMALL, run, write_tables

KARMESIN = "Karmesin Chemie AG (c-karmesin-chemie)"
NIESELBACH = "Sonnentau Klinik Nieselbach GmbH"
WHOLE = (
    f"note: {NIESELBACH} belongs to the group of Sonnentau Kliniken AG (c-sonnentau-kliniken), which is "
    "answered for as a whole; for it alone leave out --group\n"
)


def noted(*arguments: str) -> str:
    ran = run(*arguments, "--as-of", DAY)
    assert ran.code == 0, ran.err
    return ran.err


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("Karmesin", f"note: 'Karmesin' was taken for the account {KARMESIN}\n"),
        ("  karmesin  CHEM", f"note: '  karmesin  CHEM' was taken for the account {KARMESIN}\n"),
        ("chemie", f"note: 'chemie' was taken for the account {KARMESIN}\n"),
        ("werke", None),
        ("mesin", f"note: 'mesin' was taken for the account {KARMESIN}\n"),
        ("pfuetzen", "note: 'pfuetzen' was taken for the account Landesamt für Regenwasser und Pfützen "
         "(o-landesamt-regenwasser)\n"),
        ("Pfutzen", "note: 'Pfutzen' was taken for the account Landesamt für Regenwasser und Pfützen "
         "(o-landesamt-regenwasser)\n"),
        ("es", None),
        ("", None),
        ("-", None),
        ("Karmesin Chemie AG", ""),
        ("karmesin chemie ag", ""),
        ("c-karmesin-chemie", ""),
        ("c-karmesin", None),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("example")
def test_a_part_of_a_name_means_the_only_account_that_has_it(typed: str, note: str | None) -> None:
    ran = run("gaps", "--account", typed, "--as-of", DAY)
    if note is None:
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith(f"error: account {typed!r}: there is no such account; ")
    else:
        assert (ran.code, ran.err) == (0, note)


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("Sigrid", "Sigrid Zitronengelb (p-sigrid-zitronengelb)"),
        ("zitronen", "Sigrid Zitronengelb (p-sigrid-zitronengelb)"),
        ("Schneegestober", "Arno Schneegestöber (p-arno-schneegestoeber)"),
        ("schneegestoeber", "Arno Schneegestöber (p-arno-schneegestoeber)"),
        ("ARNO SCHNEEGESTÖBER", ""),
        ("Sahneweiss", "Alma Sahneweiß (p-alma-sahneweiss)"),
        ("Benno Regentonne", "Dr. Benno Regentonne (p-benno-regentonne)"),
    ],
)
@pytest.mark.usefixtures("example")
def test_people_are_found_by_a_part_of_their_names_too(typed: str, taken: str) -> None:
    assert noted("gaps", "--person", typed) == (f"note: {typed!r} was taken for {taken}\n" if taken else "")


@pytest.mark.usefixtures("example")
def test_the_answer_is_that_of_the_account_that_was_taken() -> None:
    for command in (["gaps", "--account"], ["levels"]):
        part, whole = (run(*command, name, "--as-of", DAY) for name in ("Karmesin", "Karmesin Chemie AG"))
        assert part.out == whole.out
        assert "Sigrid Zitronengelb" in part.out
        assert run(*command, "Karmesin", "--as-of", DAY, "--quiet").err == ""
    german = run("levels", "Karmesin", "--as-of", DAY, "--lang", "de")
    assert german.err == f"Hinweis: 'Karmesin' wurde als Kunde {KARMESIN} verstanden\n"
    drawn = run("map", "Karmesin", "--as-of", DAY)
    assert drawn.err == (
        f"note: 'Karmesin' was taken for the account {KARMESIN}\nwritten: map-karmesin-chemie-ag.html\n"
    )


@pytest.mark.usefixtures("example")
def test_a_part_that_several_have_is_answered_with_all_of_them() -> None:
    ran = run("levels", "Sonnentau")
    assert (ran.code, ran.out, ran.err) == (
        1,
        "",
        "error: account 'Sonnentau': several names have this part; write more of the name, or take the id: "
        "Sonnentau Klinik Nieselbach GmbH (c-klinik-nieselbach), "
        "Sonnentau Kliniken AG (c-sonnentau-kliniken)\n",
    )


# Martin Rot and Eva Martin: a first name is not more likely meant than a surname. Martina Grau beside Martin
# Rot: neither is the whole name. Ida Muller is called so, and Ida Müller is another one.
NAMES = "id,name,organisation\nq1,Martin Rot,c1\nq2,Eva Martin,c2\nq3,Ida Muller,c1\nq4,Ida Müller,c1\n"
NAMES += "q5,Ida Müllerin,c1\nq6,Regina Blau,c1\nq7,Ina Blau,c2\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Martin", "error: person 'Martin': several names have this part; write more of the name, or take "
         "the id: Eva Martin (q2, Karmesin Chemie AG), Martin Rot (q1, Sonnentau Kliniken AG)\n"),
        ("Martin R", "note: 'Martin R' was taken for Martin Rot (q1)\n"),
        ("ida muller", ""),
        ("ida müller", ""),
        ("ida mueller", "note: 'ida mueller' was taken for Ida Müller (q4)\n"),
        ("ina", "note: 'ina' was taken for Ina Blau (q7)\n"),
        ("gina", "note: 'gina' was taken for Regina Blau (q6)\n"),
        ("q1", ""),
    ],
)  # fmt: skip
def test_whole_names_go_before_parts_and_nothing_is_guessed(
    typed: str, said: str, in_an_empty_folder: Path
) -> None:
    write_tables(in_an_empty_folder / "in", {"companies": SMALL["companies"], "people": NAMES})
    assert run("import", "in").code == 0
    ran = run("gaps", "--person", typed)
    assert (ran.code, ran.err) == (1 if said.startswith("error") else 0, said)


def test_of_many_candidates_the_first_are_told(in_an_empty_folder: Path) -> None:
    people = "id,name,organisation\n" + "".join(f"q{one},Kim Rot{one},c1\n" for one in range(10, 20))
    write_tables(in_an_empty_folder / "in", {"companies": SMALL["companies"], "people": people})
    assert run("import", "in").code == 0
    told = run("gaps", "--person", "kim").err
    assert told.endswith("Kim Rot17 (q17, Sonnentau Kliniken AG), and 2 more\n")
    assert told.count("Sonnentau") == 8


@pytest.mark.parametrize("command", [["gaps", "--account"], ["levels"], ["map"]], ids=lambda words: words[0])
@pytest.mark.usefixtures("example")
def test_in_a_group_a_subsidiary_leads_to_the_whole_and_says_so(command: list[str]) -> None:
    drawn = "written: map-sonnentau-kliniken-ag.html\n" if command == ["map"] else ""
    whole = run(*command, "Sonnentau Kliniken AG", "--group", "--as-of", DAY)
    assert (whole.code, whole.err) == (0, drawn)
    for typed in (NIESELBACH, "c-klinik-nieselbach"):
        ran = run(*command, typed, "--group", "--as-of", DAY)
        assert (ran.code, ran.out, ran.err) == (0, whole.out, WHOLE + drawn)
    part = f"note: 'Nieselbach' was taken for the account {NIESELBACH} (c-klinik-nieselbach)\n"
    assert noted(*command, "Nieselbach", "--group") == part + WHOLE + drawn
    # a part that parent and subsidiary share means the group, of which there is one
    both = "note: 'Sonnentau' was taken for the account Sonnentau Kliniken AG (c-sonnentau-kliniken)\n"
    assert noted(*command, "Sonnentau", "--group") == both + drawn
    assert noted(*command, NIESELBACH) == (
        "written: map-sonnentau-klinik-nieselbach-gmbh.html\n" * bool(drawn)
    )


def test_who_uses_the_library_hears_it_too(example: Path) -> None:
    heard: list[Taken] = []
    with open_graph(example / "stakeholders.db", group=True) as graph:
        graph.tell = heard.append
        assert graph.levels("Nieselbach").account["id"] == "c-sonnentau-kliniken"
        with pytest.raises(UnknownName, match="there is no such account"):
            graph.levels("Nieselbuch")
    assert heard == [
        Taken("account", "Nieselbach", "c-klinik-nieselbach", NIESELBACH),
        Taken("group", NIESELBACH, "c-sonnentau-kliniken", "Sonnentau Kliniken AG"),
    ]


def test_the_whole_name_of_a_company_that_is_no_account_means_no_other(in_an_empty_folder: Path) -> None:
    companies = (
        "id,name,party\nc1,Pusteblume Pumpen AG,own\nc2,Nordlicht AG,customer\nc3,Nord,supplier\n"
        "c4,Nordwind,supplier\n"
    )
    write_tables(in_an_empty_folder / "in", {"companies": companies})
    assert run("import", "in").code == 0
    ran = run("levels", "nord")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "error: account 'nord': this company is no account; did you mean Nordlicht AG?\n"
    assert noted("levels", "nordl") == "note: 'nordl' was taken for the account Nordlicht AG (c2)\n"
