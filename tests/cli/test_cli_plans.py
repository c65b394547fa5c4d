"""assign and simulate as somebody types them: on the example, into files, and where something is wrong."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import DAY, run, write_tables
from tests.cli.test_cli_words import ENGLISH

HERE = ("--as-of", DAY)


@pytest.fixture
def own_example(demo_folder: Path, in_an_empty_folder: Path) -> Path:
    """The example as the database of this folder, to write to."""
    shutil.copy(demo_folder / "stakeholders.db", in_an_empty_folder / "stakeholders.db")
    return in_an_empty_folder


@pytest.mark.parametrize("name", ["plan.csv", "plan.xlsx", "plan"])
def test_a_plan_is_written_simulated_imported_and_then_nothing_is_left(own_example: Path, name: str) -> None:
    told = run("assign", *HERE, "-o", name, "--format", "json", "--by-carer")
    assert told.code == 0 and (own_example / name).exists()
    assert "simulate" in told.err
    promised = told.json()
    assert promised["optimal"] and promised["unstaffed"] == []
    simulated = run("simulate", name, *HERE, "--format", "json", "--by-carer").json()
    for key in ("counts", "closes", "moves", "hours", "measures", "carers"):
        assert without_source(simulated[key]) == without_source(promised[key]), key
    assert [gap["text"] for gap in simulated["opens"]] == [gap["text"] for gap in promised["opens"]]
    before = run("gaps", *HERE, "--format", "json").json()["gaps"]
    assert len(before) == simulated["counts"]["before"]  # nothing was written yet
    assert run("import", name, *HERE).code == 0
    after = {gap["text"] for gap in run("gaps", *HERE, "--format", "json").json()["gaps"]}
    assert len(after) == simulated["counts"]["after"]
    assert not after & {gap["text"] for gap in simulated["closes"]}
    assert run("import", name, *HERE, "--format", "json").json()["files"][0]["taken"] == 0
    again = run("assign", *HERE, "--format", "json").json()
    assert again["steps"] == [] and again["ends"] == []
    repeated = run("simulate", name, *HERE, "--format", "json").json()
    assert repeated["closes"] == repeated["opens"] == repeated["moves"] == []


def without_source(told: Any) -> Any:
    """The same, whichever file a planned assignment is in."""
    if isinstance(told, dict):
        return {name: without_source(value) for name, value in told.items() if name != "source"}
    return [without_source(one) for one in told] if isinstance(told, list) else told


@pytest.mark.usefixtures("example")
def test_the_example_gets_what_its_story_asks_for() -> None:
    told = run("assign", *HERE, "--account", "Karmesin", "--format", "json").json()
    carers = {step["person"]["name"]: step for step in told["steps"] if step["duty"] == "carer"}
    tuerkis = carers["Isidor Türkis"]
    assert [one["name"] for one in tuerkis["from"]] == ["Nele Schafgarbe"]
    assert tuerkis["why"]["reason"] == "too_junior" and tuerkis["hours"] == 16
    assert "Sigrid Zitronengelb" in carers
    closed = {gap["kind"] for gap in told["closes"]}
    assert {"uncovered-decider", "level-mismatch", "missing-rung", "single-threaded-person"} <= closed


@pytest.mark.usefixtures("example")
def test_never_keeps_two_apart_and_says_what_stays_open() -> None:
    everybody = ["Anke Birnbaum:Sigrid Zitronengelb", "p-konrad-nordlicht:p-sigrid-zitronengelb"]
    options = [word for pair in everybody for word in ("--never", pair)]
    ran = run("assign", "--account", "Karmesin Chemie AG", *HERE, *options, "--lang", "en")
    out = "those on the level top are out of the question, as you said with --never."
    assert f"Sigrid Zitronengelb (Karmesin Chemie AG): {out}" in ran.out


@pytest.mark.usefixtures("example")
def test_nobody_of_ours_is_listed_with_hours_unless_asked() -> None:
    assert "Hours before" not in run("assign", *HERE, "--lang", "en").out
    assert "Hours before" in run("assign", *HERE, "--by-carer", "--lang", "en").out
    assert "carers" not in run("assign", *HERE, "--format", "json").json()


@pytest.mark.parametrize("form", ["table", "csv", "markdown"])
@pytest.mark.usefixtures("example")
def test_every_format_is_the_same_twice_and_german_in_german(form: str) -> None:
    command = ("assign", *HERE, "--format", form, "--lang", "de")
    first = run(*command)
    assert first.code == 0 and first.out == run(*command).out
    if form != "csv":
        assert ENGLISH.findall(re.sub(r"\[[^\]\n]*\]", "", first.out)) == []
        assert not re.search(r"[{}]|None|\bp-|\bc-", first.out)


@pytest.mark.parametrize("language", ["en", "de"])
def test_simulate_says_what_is_closed_and_opened(own_example: Path, language: str) -> None:
    # Friedrich Hochdruck has only Konrad Nordlicht, on paper; a visit for two costs 40 and takes 3 hours
    rule = '[observed]\ncounts_as_care = "assigned"\n'
    (own_example / "care-policy.toml").write_text(rule, encoding="utf-8")
    care = "from,relationship,to,duty,valid_from,valid_to\n"
    care += "Konrad Nordlicht,CARES_FOR,Friedrich Hochdruck,carer,2024-03-01,2026-11-22\n"
    measures = (
        "name,kind,date,status,value_per_head,hours_per_head,guests,hosts\n"
        "Werksbesuch,visit,2026-12-10,planned,20,1.5,Leopold Ringelblum;Viktor Purpur,Konrad Nordlicht\n"
    )
    write_tables(own_example / "plan", {"relationships": care, "measures": measures})
    told = run("simulate", "plan", *HERE, "--format", "json", "--lang", language).json()
    lost = [gap["person"]["name"] for gap in told["opens"] if gap["kind"] == "lost-carer"]
    assert lost == ["Friedrich Hochdruck"]
    before, after = told["measures"]["before"], told["measures"]["after"]
    assert after["count"] == before["count"] + 1
    assert after["cost"] == before["cost"] + 40 and after["hours"] == before["hours"] + 3
    text = run("simulate", "plan", *HERE, "--lang", language, "--by-carer").out
    assert "Friedrich Hochdruck" in text and not re.search(r"[{}]|None|\bp-|\bc-", text)
    if language == "de":
        assert ENGLISH.findall(re.sub(r"\[[^\]\n]*\]", "", text)) == []
    assert "kind,class" in run("simulate", "plan", *HERE, "--format", "csv").out


WRONG = {
    "a leaver": (
        "p-ruth-abendrot,CARES_FOR,p-viktor-purpur,carer",
        "Ruth Abendrot has left us (last day 2026-06-30)",
    ),
    "an objector": (
        "p-anke-birnbaum,CARES_FOR,p-rasmus-elfenbein,carer",
        "Rasmus Elfenbein objects to contact",
    ),
    "none of ours": ("p-viktor-purpur,CARES_FOR,p-gustav-wacholder,carer", "Viktor Purpur is none of ours"),
    "one of ours": ("p-anke-birnbaum,CARES_FOR,p-thea-morgenrot,carer", "Thea Morgenrot is one of ours"),
    "a ring of superiors": (
        "p-anke-birnbaum,REPORTS_TO,p-thea-morgenrot,",
        "a ring: Anke Birnbaum reports to Thea Morgenrot",
    ),
    "a ring of companies": (
        "c-sonnentau-kliniken,PART_OF,c-klinik-nieselbach,",
        "a ring: Sonnentau Klinik",
    ),
    "nobody": ("p-anke-birnbaum,CARES_FOR,Niemand Bekanntes,carer", "Niemand Bekanntes"),
    "no duty": ("p-anke-birnbaum,CARES_FOR,p-viktor-purpur,boss", "boss"),
    "no relationship": ("p-anke-birnbaum,LOVES,p-viktor-purpur,carer", "LOVES"),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_impossible_plan_is_one_line_and_writes_nothing(own_example: Path, case: str) -> None:
    row, said = WRONG[case]
    write_tables(own_example, {"plan": f"from,relationship,to,duty\n{row}\n"})
    before = (own_example / "stakeholders.db").read_bytes()
    ran = run("simulate", "plan.csv", *HERE)
    assert ran.code == 1 and ran.out == ""
    assert said in ran.err and ran.err.startswith("error: plan.csv") and len(ran.err.splitlines()) == 1
    assert "; " in ran.err  # what to do next
    assert (own_example / "stakeholders.db").read_bytes() == before


def test_an_invited_objector_is_refused(own_example: Path) -> None:
    measures = "name,kind,date,status,guests\nFest,social_invitation,2026-12-10,planned,Rasmus Elfenbein\n"
    write_tables(own_example / "plan", {"measures": measures})
    ran = run("simulate", "plan", *HERE)
    assert ran.code == 1
    assert "Rasmus Elfenbein objects to contact and may not be invited to Fest" in ran.err


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "Till Graupel,CARES_FOR,Sigrid Zitronengelb,carer,,2026-11-22",
            "care of Till Graupel for Sigrid Zitronengelb ends on 2026-11-22, but none is recorded; "
            "correct the name, or give valid_from if there was any",
        ),
        (
            "Konrad Nordlicht,CARES_FOR,Viktor Purpur,deputy,2026-11-23,",
            "care of Konrad Nordlicht for Viktor Purpur as carer and as deputy at once; "
            "name somebody else as deputy, or end one",
        ),
    ],
)
def test_a_plan_ends_only_what_is_there_and_gives_nobody_two_duties(
    own_example: Path, row: str, said: str
) -> None:
    write_tables(own_example, {"plan": f"from,relationship,to,duty,valid_from,valid_to\n{row}\n"})
    before = (own_example / "stakeholders.db").read_bytes()
    for command in ("simulate", "import"):
        ran = run(command, "plan.csv", *HERE)
        assert (ran.code, ran.err.splitlines()[-1]) == (1, f"error: plan.csv: {said}")
    assert (own_example / "stakeholders.db").read_bytes() == before


def test_care_that_ends_before_it_begins_is_refused_where_it_is_yet_to_begin(own_example: Path) -> None:
    row = "from,relationship,to,duty,valid_from,valid_to\n"
    row += "p-anke-birnbaum,CARES_FOR,p-viktor-purpur,deputy,2026-12-01,2026-11-30\n"
    write_tables(own_example, {"plan": row})
    ran = run("simulate", "plan.csv", *HERE)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "error: plan.csv: the care of Anke Birnbaum for Viktor Purpur ends on 2026-11-30, before it begins "
        "on 2026-12-01; correct one of the two days\n"
    )


@pytest.mark.parametrize("row", ["", "p-anke-birnbaum,CARES_FOR,p-anke-birnbaum,carer\n"])
def test_a_plan_that_changes_nothing_says_so(own_example: Path, row: str) -> None:
    write_tables(own_example, {"plan": f"from,relationship,to,duty\n{row}"})
    last = run("simulate", "plan.csv", *HERE).out.splitlines()[-1]
    assert last.startswith("plan.csv changes nothing: what is in it is recorded already, or none of its rows")


def test_what_a_leaver_had_may_be_ended(own_example: Path) -> None:
    row = "from,relationship,to,duty,valid_from,valid_to\n"
    row += "p-ruth-abendrot,CARES_FOR,p-ilja-nebelbank,carer,2021-09-01,2026-06-30\n"
    write_tables(own_example, {"plan": row})
    assert run("simulate", "plan.csv", *HERE).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["assign", "--account", "Karmensin"], 1, "Karmesin Chemie AG"),
        (["assign", "--tier", "D"], 2, "A, B, C"),
        (["assign", "--never", "Anke Birnbaum"], 2, "OURS:THEIRS"),
        (["assign", "--never", "Anke Birnbaum:Niemand"], 1, "there is no such person"),
        (["assign", "-o", "plan.json.pdf"], 1, "a plan cannot be written as .pdf"),
        (["simulate", "missing.csv"], 1, "there is no such file"),
        (["simulate"], 2, "PLAN"),
    ],
)
@pytest.mark.usefixtures("example")
def test_what_is_typed_wrongly_is_said(arguments: list[str], code: int, said: str) -> None:
    ran = run(*arguments, *HERE)
    assert ran.code == code and said in ran.err


@pytest.mark.usefixtures("example")
def test_a_plan_is_no_page() -> None:
    ran = run("assign", *HERE, "-o", "plan.html")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "error: plan.html: a plan cannot be written as .html; name a file .csv or .xlsx, or a folder\n"
    )
    assert not Path("plan.html").exists()


def test_the_plan_itself_is_not_overwritten(own_example: Path) -> None:
    assert run("assign", *HERE, "-o", "plan.csv").code == 0
    ran = run("simulate", "plan.csv", *HERE, "-o", "plan.csv")
    assert ran.code == 1 and "is the plan itself" in ran.err


def test_an_empty_database_needs_nothing(in_an_empty_folder: Path) -> None:
    write_tables(in_an_empty_folder / "in", {"companies": "id,name,party\nc0,Pusteblume Pumpen AG,own\n"})
    assert run("import", "in").code == 0
    assert "nothing to distribute" in run("assign", "--lang", "en").out
