"""Who moves whom at an account, as people read it and as scripts do."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli import shapes
from tests.cli.running import DAY, run, write_tables
from tests.cli.shapes import ACCOUNT, NAMED, NUMBER, TEXT, WHOLE, YES, Maybe

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
INFLUENCE = {
    "account": ACCOUNT,
    "people": [
        {
            **NAMED, "constraint": Maybe(NUMBER), "effective_size": Maybe(NUMBER),
            "brokerage": dict.fromkeys(ROLES, WHOLE), "cut": YES,
        }
    ],
    "key_players": [{"k": WHOLE, "people": [NAMED], "fragmentation": NUMBER}],
    "ties": {
        "relationships": [{"relationship": TEXT, "both_ways": YES, "pairs": WHOLE}], "groups": [TEXT],
        "text": TEXT,
    },
    "components": WHOLE,
}  # fmt: skip

# Purchasing: Cora reports to Bodo, Bodo to Ada (finance), Dirk (IT) to Ada; Bodo knows Dirk
#
#   Cora(p) --- Bodo(p) --- Ada(f) --- Dirk(it)      Enno(hr): no tie
#                  \___________________/
COMPANIES = "id,name,party,tier\nc0,Pusteblume Pumpen AG,own,\nc1,Mühle Morgentau,customer,B\n"
PEOPLE = (
    "id,name,organisation,job_title,function,reports_to\n"
    "p1,Ada Mohnrot,c1,Leiterin Finanzen,finance,\n"
    "p2,Bodo Wiesengrün,c1,Leiter Einkauf,purchasing,Ada Mohnrot\n"
    "p3,Cora Himmelblau,c1,Einkäuferin,purchasing,Bodo Wiesengrün\n"
    "p4,Dirk Sauerrahm,c1,Leiter IT,it,Ada Mohnrot\n"
    "p5,Enno Platzregen,c1,Referent,hr,\n"
)
KNOWS = "from,relationship,to,weight\np2,KNOWS,p4,3\n"
EN = """\
Mühle Morgentau (tier B), 2026-11-23: people known 5, pairs tied 4.

Whom to go through
- Whoever wants to reach the people on the purchasing side through their own circle goes through Bodo Wiesengrün; no other way is recorded in it (2 of 2 possible introductions from outside, 2 of 2 to the outside).
- Nobody hears more sides than Bodo Wiesengrün: tied to 3 people, who count as 2.3 independent sources (effective size after Burt; constraint 0.61).

On whom it hangs
- Only Bodo Wiesengrün ties 1 person to the rest: Cora Himmelblau.
- Without Bodo Wiesengrün, 2 of 3 pairs of the others who can reach each other today no longer could (fragmentation 0.83).
- Without Ada Mohnrot and Bodo Wiesengrün, 1 of 1 pairs of the others who can reach each other today no longer could (fragmentation 1).

Whom to win
- Whoever has Bodo Wiesengrün on their side is one step away from 3 of 4 others.
- Whoever has Bodo Wiesengrün, Ada Mohnrot and Cora Himmelblau on their side is one step away from 1 of 2 others.

What is not known
- No tie to anybody there is recorded for 1 person: Enno Platzregen.

People           Area        Ties    opens    speaks     links     links      links     independent    constraint    only
                                     own      for        within    within     two       sources                      tie
                                     area     it         it        another    others                                 for
                                              outside
---------------  ----------  ------  -------  ---------  --------  ---------  --------  -------------  ------------  ------
Bodo Wiesengrün  purchasing  3       2        2          –         –          –         2.3            0.61          1

Numbers in the columns from “opens own area” on: possible introductions (Gould-Fernandez: gatekeeper, representative, coordinator, itinerant, liaison).
People who stand between nobody are left out: 4 (--verbose lists all).

Ties counted between two people, in pairs: influence 0, advice 0, reporting line 3, acquaintance 1, together in a small visit, meeting or call in the last 365 days 0. Influence and advice count in their direction; a conflict is no tie; our own people are left out.
Area: the function of the job, else the department, and for people from outside their employer.
A possible introduction: one is tied to a second and the second to a third, but the first not to the third.
"""  # noqa: E501 the answer as it is


@pytest.fixture
def mill(in_an_empty_folder: Path) -> Path:
    """The drawing above is in the database of this folder."""
    tables = {"companies": COMPANIES, "people": PEOPLE, "relationships": KNOWS}
    write_tables(in_an_empty_folder / "in", tables)
    assert run("import", "in", "--as-of", DAY).code == 0
    return in_an_empty_folder


def others(tables: dict[str, str]) -> None:
    """Another network in the database of this folder."""
    write_tables(Path("in"), {"companies": COMPANIES, **tables})
    assert run("import", "in", "--as-of", DAY).code == 0


def influence(*more: str) -> str:
    ran = run("influence", "Mühle Morgentau", "--as-of", DAY, *more)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


@pytest.mark.usefixtures("mill")
def test_an_account_that_is_not_there() -> None:
    ran = run("influence", "Helios")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("error: account 'Helios': there is no such account; ")
    assert ran.err.count("\n") == 1
    told = run("influence", "Helios", "--format", "json")
    assert (told.code, shapes.misfits(told.json(), shapes.ERROR)) == (1, [])
    assert run("influence").code == 2


@pytest.mark.usefixtures("in_an_empty_folder")
def test_an_account_where_nobody_is_known() -> None:
    others({})
    assert influence().splitlines() == [
        "Mühle Morgentau (tier B), 2026-11-23: people known 0, pairs tied 0.", "",
        "What is not known",
        "- Nobody is known at Mühle Morgentau.",
        "- Record its people in a list with name, organisation, job title, department and the superior each "
        "reports to; `template` writes an empty one.", "",
        *EN.splitlines()[-3:-2][0].replace("line 3", "line 0").replace("tance 1", "tance 0").splitlines(),
        *EN.splitlines()[-2:],
    ]  # fmt: skip
    told = run("influence", "c1", "--format", "json").json()
    assert shapes.misfits(told, INFLUENCE) == []
    assert (told["people"], told["key_players"], told["components"]) == ([], [], 0)


@pytest.mark.usefixtures("in_an_empty_folder")
def test_an_account_where_one_is_known() -> None:
    others({"people": "id,name,organisation\np1,Ada Mohnrot,c1\n"})
    assert influence("--lang", "de").splitlines()[2:5] == [
        "Was nicht bekannt ist",
        "- Bei Mühle Morgentau ist nur Ada Mohnrot bekannt, und Einfluss zeigt sich zwischen Menschen.",
        "- Erfassen Sie die Personen in einer Liste mit Name, Organisation, Position, Abteilung und der "
        "vorgesetzten Person; `template` schreibt eine leere.",
    ]
    told = run("influence", "c1", "--format", "json").json()
    assert told["people"] == [
        {
            "id": "p1", "name": "Ada Mohnrot", "constraint": None, "effective_size": None,
            "brokerage": dict.fromkeys(ROLES, 0), "cut": False,
        }
    ]  # fmt: skip
    assert (told["key_players"], told["components"]) == ([], 1)


@pytest.mark.usefixtures("in_an_empty_folder")
def test_an_account_without_any_tie() -> None:
    others({"people": "id,name,organisation\np1,Ada Mohnrot,c1\np2,Bodo Wiesengrün,c1\np3,Kim Kiesel,c1\n"})
    assert influence().splitlines()[2:5] == [
        "What is not known",
        "- 3 people are known at Mühle Morgentau, but no tie between any two of them is recorded, so nobody "
        "can be said to stand between others.",
        "- Record who reports to whom (in the list of people), who influences or knows whom (in the list of "
        "relationships), and who of them was at which visit, meeting or call (in the list of contacts); "
        "`template` writes empty lists.",
    ]
    told = run("influence", "c1", "--format", "json")
    assert "NaN" not in told.out
    assert (told.json()["key_players"], told.json()["components"]) == ([], 3)


@pytest.mark.usefixtures("mill")
def test_the_answer_as_people_read_it() -> None:
    assert influence() == EN


@pytest.mark.usefixtures("mill")
def test_the_answer_in_german_and_with_all_people() -> None:
    lines = influence("--lang", "de", "--verbose").splitlines()
    assert lines[:5] == [
        "Mühle Morgentau (Klasse B), 23.11.2026: bekannte Personen 5, verbundene Paare 4.",
        "",
        "Über wen es geht",
        "- Wer die Leute im Bereich Einkauf über deren eigenen Kreis erreichen will, kommt an Bodo "
        "Wiesengrün nicht vorbei; kein anderer Weg ist darin erfasst (2 von 2 möglichen Vorstellungen von "
        "außen, 2 von 2 nach außen).",
        "- Niemand hört mehr Seiten als Bodo Wiesengrün: Verbindungen zu 3 Personen, die als 2,3 unabhängige "
        "Quellen zählen (effektive Größe nach Burt; Einschränkung 0,61).",
    ]
    rows = [line for line in lines if re.match(r"\w+ \w+  ", line)]
    assert [line.split()[0] for line in rows] == ["Bodo", "Ada", "Cora", "Dirk", "Enno"]
    assert rows[-1].split()[-8:] == ["0", *["–"] * 8][-8:]


@pytest.mark.usefixtures("mill")
def test_json_has_the_shape_and_the_numbers() -> None:
    told = run("influence", "Mühle", "--as-of", DAY, "--format", "json").json()
    assert shapes.misfits(told, INFLUENCE) == []
    assert told["account"] == {"id": "c1", "name": "Mühle Morgentau", "tier": "B"}
    brokers = {one["name"]: one["brokerage"] for one in told["people"] if any(one["brokerage"].values())}
    none = dict.fromkeys(ROLES, 0)
    assert brokers == {"Bodo Wiesengrün": {**none, "gatekeeper": 2, "representative": 2}}
    assert [one["name"] for one in told["people"] if one["cut"]] == ["Bodo Wiesengrün"]
    sizes = {one["id"]: (one["effective_size"], one["constraint"]) for one in told["people"]}
    assert sizes["p3"] == (1, 1)
    assert sizes["p5"] == (None, None)
    assert (round(sizes["p2"][0], 4), round(sizes["p2"][1], 4)) == (2.3333, 0.6111)
    sets = [([one["id"] for one in found["people"]], found["k"]) for found in told["key_players"]]
    assert sets == [(["p2"], 1), (["p1", "p2"], 2), (["p1", "p2", "p4"], 3)]
    assert [round(found["fragmentation"], 4) for found in told["key_players"]] == [0.8333, 1, 1]
    assert told["components"] == 2
    assert told["ties"]["relationships"] == [
        {"relationship": "INFLUENCES", "both_ways": False, "pairs": 0},
        {"relationship": "ADVISES", "both_ways": False, "pairs": 0},
        {"relationship": "REPORTS_TO", "both_ways": True, "pairs": 3},
        {"relationship": "KNOWS", "both_ways": True, "pairs": 1},
        {"relationship": "TOOK_PART", "both_ways": True, "pairs": 0},
    ]
    assert told["ties"]["groups"] == ["function", "department", "employer"]
    assert told["ties"]["text"] == " ".join(EN.splitlines()[-3:])


@pytest.mark.usefixtures("mill")
def test_csv_and_markdown() -> None:
    rows = list(csv.DictReader(io.StringIO(influence("--format", "csv"))))
    assert [row["person"] for row in rows] == [
        "Bodo Wiesengrün", "Ada Mohnrot", "Cora Himmelblau", "Dirk Sauerrahm", "Enno Platzregen",
    ]  # fmt: skip
    assert rows[0] == {
        "id": "p2", "person": "Bodo Wiesengrün", "area": "purchasing", "ties": "3", "gatekeeper": "2",
        "representative": "2", "coordinator": "0", "itinerant": "0", "liaison": "0",
        "effective_size": "2.333333", "constraint": "0.611111", "cut": "true",
    }  # fmt: skip
    assert (rows[4]["effective_size"], rows[4]["constraint"], rows[4]["cut"]) == ("", "", "false")
    lines = influence("--format", "markdown").splitlines()
    assert lines[2:4] == ["**Whom to go through**", ""]
    table = [line for line in lines if line.startswith("|")]
    assert len(table) == 3
    assert [cell.strip() for cell in table[2].split("|")[1:4]] == ["Bodo Wiesengrün", "purchasing", "3"]


@pytest.mark.usefixtures("mill")
def test_who_objects_is_marked_and_is_nobody_to_be_won() -> None:
    people = "id,name,contact_allowed\np2,Bodo Wiesengrün,no\n"
    write_tables(Path("more"), {"people": people})
    assert run("import", "more", "--as-of", DAY).code == 0
    lines = influence().splitlines()
    assert "- Only Bodo Wiesengrün (objects to contact) ties 1 person to the rest: Cora Himmelblau." in lines
    assert lines[lines.index("Whom to win") + 1].startswith("- Whoever has Ada Mohnrot on their side")
    assert not any("Bodo" in line for line in lines if line.startswith("- Whoever has "))


ACCOUNTS = (
    "Sonnentau Kliniken AG", "Karmesin Chemie AG", "Windstille Energie AG", "Hagelkorn Brauerei GmbH",
    "Landesamt für Regenwasser und Pfützen", "Butterblume Molkerei eG", "Sonnentau Klinik Nieselbach GmbH",
)  # fmt: skip
ENGLISH = re.compile(r"\b(?:the|of|who|whoever|through|side|without|people|only|others)\b", re.IGNORECASE)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.usefixtures("example")
def test_every_sentence_on_the_example_is_whole(account: str, language: str) -> None:
    ran = run("influence", account, "--as-of", DAY, "--lang", language, "--verbose")
    assert (ran.code, ran.err) == (0, "")
    said = [line[2:] for line in ran.out.splitlines() if line.startswith("- ")]
    assert len(said) >= 5
    for sentence in said:
        assert sentence.endswith("."), sentence
        assert not re.search(r"[{}]|None|\bnan\b|\bp-|\bc-|_| {2}|,,|\(\)|\b0 of\b|\b0 von\b", sentence), (
            sentence
        )
        assert language == "en" or not ENGLISH.search(sentence), sentence
    told: dict[str, Any] = run("influence", account, "--as-of", DAY, "--format", "json").json()
    assert shapes.misfits(told, INFLUENCE) == []


@pytest.mark.usefixtures("example")
def test_the_story_of_the_example() -> None:
    said = run("influence", "Karmesin Chemie AG", "--as-of", DAY).out
    circle = "the people on the purchasing side through their own circle"
    assert f"Whoever wants to reach {circle} goes through Falk Schiefergrau" in said
    assert "Only Viktor Purpur ties 12 people to the rest" in said
    group = run("influence", "Sonnentau Kliniken AG", "--group", "--as-of", DAY, "--format", "json").json()
    alone = run("influence", "Sonnentau Kliniken AG", "--as-of", DAY, "--format", "json").json()
    more = {one["name"] for one in group["people"]} - {one["name"] for one in alone["people"]}
    assert "Uta Birkenrinde" in more
