"""The JSON that scripts rely on has exactly the keys and types of the interface, and the right figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli import shapes
from tests.cli.running import DAY, SMALL, run, write_tables

ON_DAY = ("--as-of", DAY, "--format", "json")
GAP: dict[str, Any] = {
    "kind": "k", "severity": 1, "class": "high", "factors": {"tier": 1, "role": 1, "kind": 1.5},
    "account": None, "person": None, "carer": None, "level": None, "about": None, "facts": {},
    "includes": [], "evidence": [], "text": "t", "next_steps": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({}, []),
        ({"replaced_by": {"kind": "k", "text": "t"}}, []),
        ({"level": 5}, ["$.level: 5 is no level"]),
        ({"class": "worst"}, ["$.class: 'worst' is no class"]),
        ({"severity": "1"}, ["$.severity: '1' is no number"]),
        ({"severity": True}, ["$.severity: True is no number"]),
        ({"more": 1}, ["$: has more, which is in no contract"]),
        ({"carer": {"id": "p"}}, ["$.carer: lacks name"]),
        ({"carer": {"id": "p", "name": ""}}, ["$.carer.name: '' is no text"]),
        ({"next_steps": [None]}, ["$.next_steps[0]: None is no text"]),
        ({"next_steps": "x"}, ["$.next_steps: 'x' is no list"]),
        ({"factors": None}, ["$.factors: None is no object"]),
    ],
)
def test_the_check_of_shapes_sees_what_is_wrong(change: dict[str, Any], wrong: list[str]) -> None:
    assert shapes.misfits({**GAP, **change}, shapes.GAP) == wrong


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.usefixtures("example")
def test_gaps_of_the_example(language: str) -> None:
    found = run("gaps", *ON_DAY, "--lang", language).json()
    assert shapes.misfits(found, shapes.GAPS) == []
    assert found["as_of"] == DAY
    assert found["counts"] == {
        "people": 128, "accounts": 7, "needing_care": 48, "objected": 1,
        "by_kind": {
            "competitor-tie": 1, "contact-despite-objection": 1, "left-contact": 1, "level-mismatch": 3,
            "lost-carer": 2, "missing-role": 1, "missing-rung": 1, "open-finding": 2, "opposed-decider": 1,
            "single-threaded-account": 2, "single-threaded-person": 1, "stale-care": 1,
            "uncovered-decider": 3, "uncovered-influencer": 2,
            "missing-profile": 3, "over-cared": 1, "overloaded-carer": 1, "unassigned-care": 3,
            "under-cared": 2, "unreported-care": 2, "weak-relationship": 2,
            "successor-missing": 1, "thinning-contact": 1, "wrong-measure": 1,
        },
    }  # fmt: skip
    assert len(found["gaps"]) == 39
    assert not any("replaced_by" in gap for gap in found["gaps"])
    assert found["not_run"] == []


@pytest.mark.usefixtures("example")
def test_gaps_with_those_that_others_replace() -> None:
    found = run("gaps", "--all", *ON_DAY).json()
    assert shapes.misfits(found, shapes.GAPS) == []
    replaced = [gap for gap in found["gaps"] if "replaced_by" in gap]
    assert [(gap["kind"], gap["level"], gap["replaced_by"]["kind"]) for gap in replaced] == [
        ("missing-rung", 1, "level-mismatch"), ("missing-rung", 2, "level-mismatch"),
        ("missing-profile", 1, "uncovered-decider"), ("under-cared", 1, "stale-care"),
        ("unreported-care", 1, "stale-care"), ("missing-profile", 1, "uncovered-decider"),
        ("missing-profile", 1, "uncovered-decider"), ("unassigned-care", 4, "over-cared"),
    ]  # fmt: skip
    assert len(found["gaps"]) == 47
    assert sum(found["counts"]["by_kind"].values()) == 39
    above = {
        gap["kind"]: [one["kind"] for one in gap["includes"]] for gap in found["gaps"] if gap["includes"]
    }
    assert above == {
        "uncovered-decider": ["missing-profile"], "level-mismatch": ["missing-rung"],
        "stale-care": ["under-cared", "unreported-care"], "over-cared": ["unassigned-care"],
    }  # fmt: skip
    told = [one["text"] for gap in found["gaps"] for one in gap["includes"]]
    assert sorted(told) == sorted(gap["text"] for gap in replaced)


@pytest.mark.usefixtures("small")
def test_one_gap_in_full() -> None:
    found = run("gaps", "--person", "Ada Mohnrot", *ON_DAY).json()
    assert shapes.misfits(found, shapes.GAPS) == []
    assert found["gaps"] == [
        {
            "kind": "uncovered-decider", "severity": 90, "class": "high",
            "factors": {"tier": 3, "role": 3, "kind": 10},
            "account": {"id": "c1", "name": "Sonnentau Kliniken AG", "tier": "A"},
            "person": {"id": "p1", "name": "Ada Mohnrot", "level": 1, "role": "decider", "presumed": False},
            "carer": None, "level": 1, "about": None,
            "facts": {
                "required": {"carers": 1, "deputy": True, "contacts_per_year": 12, "same_level": True},
                "contacts_in_window": 0, "window_days": 365, "carers": [], "former_carers": [],
                "rests_on": [],
                "rule": {
                    "observed.counts_as_care": "either",
                    "care.A.decider": {
                        "carers": 1, "deputy": True, "contacts_per_year": 12, "same_level": True,
                    },
                },
            },
            "includes": [
                {"kind": "missing-rung",
                 "text": "The level top at Sonnentau Kliniken AG has no counterpart: nobody of ours on that "
                         "level cares for anybody there on it (Ada Mohnrot)."}
            ],
            "evidence": [
                {"record": "PLAYS_ROLE", "id": "PLAYS_ROLE|p1|c1|decider|", "date": None,
                 "source": "canonical: people.csv", "text": "decider at Sonnentau Kliniken AG"},
                {"record": "WORKS_FOR", "id": "WORKS_FOR|p1|c1|", "date": None,
                 "source": "canonical: people.csv", "text": "Vorständin at Sonnentau Kliniken AG: level top"},
                {"record": "CARES_FOR", "id": None, "date": None, "source": None,
                 "text": "no carer now or in the past; no contact with anybody is recorded"},
            ],
            "text": "Nobody of ours cares for Ada Mohnrot (decider at Sonnentau Kliniken AG).",
            "next_steps": [
                "Name a carer for Ada Mohnrot.",
                "Ask Bodo Wiesengrün, at home at Sonnentau Kliniken AG, who could make the introduction.",
            ],
        }
    ]  # fmt: skip
    assert {one["kind"]: one["missing"] for one in found["not_run"]} == {
        **dict.fromkeys(
            ["stale-care", "under-cared", "over-cared", "unassigned-care", "thinning-contact",
             "contact-despite-objection"], "no contact is recorded",
        ),
        "competitor-tie": "no tie to a competitor is recorded",
        "opposed-decider": "nobody's stance towards us is recorded",
        "open-finding": "no interim report and no action is recorded",
        "wrong-measure": "no measure is recorded",
        "unreported-care": "no dated report is recorded",
        "missing-profile": "the care profile of nobody is recorded",
    }  # fmt: skip
    assert found["counts"] == {
        "people": 5, "accounts": 2, "needing_care": 3, "objected": 0,
        "by_kind": {"single-threaded-account": 1, "uncovered-decider": 2},
    }  # fmt: skip


@pytest.mark.usefixtures("example")
def test_coverage_of_the_example() -> None:
    found = run("coverage", *ON_DAY).json()
    assert shapes.misfits(found, shapes.COVERAGE) == []
    account = next(one for one in found["accounts"] if one["name"] == "Karmesin Chemie AG")
    assert account == {
        "id": "c-karmesin-chemie", "name": "Karmesin Chemie AG", "tier": "A",
        "levels": {
            "1": {"needed": 2, "cared": 1}, "2": {"needed": 3, "cared": 2}, "3": {"needed": 2, "cared": 2},
            "4": {"needed": 1, "cared": 1},
        },
        "unknown": {"needed": 0, "cared": 0}, "third_parties": {"needed": 6, "cared": 5},
    }  # fmt: skip
    assert len(found["accounts"]) == 7
    assert len(run("coverage", "--group", *ON_DAY).json()["accounts"]) == 6


@pytest.mark.usefixtures("example")
def test_levels_of_an_account() -> None:
    found = run("levels", "sonnentau klinik nieselbach gmbh", *ON_DAY).json()
    assert shapes.misfits(found, shapes.LEVELS) == []
    assert found == {
        "account": {"id": "c-klinik-nieselbach", "name": "Sonnentau Klinik Nieselbach GmbH", "tier": "C"},
        "pairs": [
            {
                "own": {"id": "p-mira-mohnrot", "name": "Mira Mohnrot", "level": 3},
                "external": {
                    "id": "p-uta-birkenrinde", "name": "Uta Birkenrinde", "level": 2, "role": "decider",
                    "presumed": True,
                },
                "duty": None, "observed": True, "needed": True,
            }
        ],
        "rungs": [],
    }  # fmt: skip
    ladder = run("levels", "c-karmesin-chemie", *ON_DAY).json()
    assert shapes.misfits(ladder, shapes.LEVELS) == []
    assert ladder["rungs"] == [
        {"level": 1, "needed": 2, "cared": 1, "paired": True},
        {"level": 2, "needed": 2, "cared": 2, "paired": False},
    ]
    assert {pair["duty"] for pair in ladder["pairs"]} == {"carer", "deputy", None}


@pytest.mark.usefixtures("small")
def test_info() -> None:
    found = run("info", *ON_DAY).json()
    assert shapes.misfits(found, shapes.INFO) == []
    assert found == {
        "kinds": {
            "Company": 3, "Organisation": 0, "Person": 5, "Opportunity": 0, "Interaction": 0, "Measure": 0,
            "Report": 0, "Action": 0,
        },
        "relationships": found["relationships"],
        "as_of": DAY, "revision": 1, "unknown": {"level": 0, "role": 2, "tier": 0},
    }  # fmt: skip
    counted = {name: count for name, count in found["relationships"].items() if count}
    assert counted == {"WORKS_FOR": 5, "PLAYS_ROLE": 2, "CARES_FOR": 1}


def test_import_and_check(in_an_empty_folder: Path) -> None:
    write_tables(in_an_empty_folder / "in", SMALL)
    checked = run("check", "in", *ON_DAY)
    imported, again = run("import", "in", *ON_DAY), run("import", "in", *ON_DAY)
    for ran, written in ((checked, False), (imported, True), (again, True)):
        assert ran.code == 0
        assert shapes.misfits(ran.json(), shapes.IMPORTED if written else shapes.IMPORT) == []
        assert ran.json()["written"] is written
        assert (ran.json()["faults"], ran.json()["notes"]) == ([], [])
    people = str(Path("in") / "people.csv")
    rows = {"left_out": 0, "reported": 0, "why_left_out": {}}
    first = {"file": people, "format": "canonical", "encoding": "utf-8", "rows": 5}
    assert imported.json()["files"][1] == {**first, "taken": 5, "unchanged": 0, **rows}
    assert again.json()["files"][1] == {**first, "taken": 0, "unchanged": 5, **rows}


def test_what_is_missing(small: Path) -> None:
    found = run("todo", "--format", "json").json()
    assert shapes.misfits(found, shapes.TODO) == []
    assert [one["what"] for one in found["missing"]]


def test_a_fault_gives_the_whole_report_and_exit_code_1(in_an_empty_folder: Path) -> None:
    write_tables(
        in_an_empty_folder / "in", {**SMALL, "organisations": "id,name,shade\no1,Verband,blue\no2,,\n"}
    )
    for command in ("import", "check"):
        ran = run(command, "in", *ON_DAY)
        assert ran.code == 1
        report = ran.json()
        assert shapes.misfits(report, shapes.IMPORT) == []
        assert report["written"] is False
        assert [(fault["row"], fault["column"]) for fault in report["faults"]] == [(3, "name")]
        assert [(note["column"], note["count"]) for note in report["notes"]] == [("shade", 1)]
    assert not (in_an_empty_folder / "stakeholders.db").exists()
    taken = run("import", "in", "--skip-faulty", *ON_DAY)
    assert taken.code == 0
    assert shapes.misfits(taken.json(), shapes.IMPORTED) == []
    assert taken.json()["written"] is True


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ["gaps", "--account", "Sonentau"],
            ("account 'Sonentau'", "there is no such account", "did you mean Sonnentau Kliniken AG?"),
        ),
        (
            ["levels", "zzz"],
            ("account 'zzz'", "there is no such account", "see `info` and `coverage` for what is there"),
        ),
        (
            ["gaps", "--person", "kim erdbeer"],
            (
                "person 'kim erdbeer'", "several have this name",
                "take the id: p3 (Sonnentau Kliniken AG), p4 (Karmesin Chemie AG)",
            ),
        ),
        (["check", "nowhere"], ("nowhere", "there is no such file or folder", "check the name")),
        (["gaps", "-o", "."], (".", "Is a directory", "choose another file or folder")),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("small")
def test_an_error_is_json_on_standard_output(arguments: list[str], error: tuple[str, str, str]) -> None:
    ran = run(*arguments, "--format", "json", "--quiet")
    assert (ran.code, ran.err) == (1, "")
    assert shapes.misfits(ran.json(), shapes.ERROR) == []
    assert ran.json() == {"error": dict(zip(("where", "what", "next"), error, strict=True))}
    told = run(*arguments, "--quiet")
    assert (told.code, told.out) == (1, "")
    assert told.err == f"error: {error[0]}: {error[1]}; {error[2]}\n"


def test_titles(in_an_empty_folder: Path) -> None:
    people = "id,name,organisation,job_title\n" + "".join(
        f"q{number},Person {number},c1,{title}\n"
        for number, title in enumerate(["Wolkenschieber", "Wolkenschieber", "Traumdeuter", "Vorstand"])
    )
    write_tables(in_an_empty_folder / "in", {"companies": SMALL["companies"], "people": people})
    assert run("import", "in").code == 0
    found = run("titles", "--format", "json").json()
    assert shapes.misfits(found, shapes.TITLES) == []
    assert found == [
        {"job_title": "Wolkenschieber", "people": 2, "suggested_level": None, "because": None},
        {"job_title": "Traumdeuter", "people": 1, "suggested_level": None, "because": None},
    ]  # fmt: skip


@pytest.mark.usefixtures("small")
def test_umlauts_stand_as_they_are_and_the_policy_is_given_in_full() -> None:
    ran = run("gaps", *ON_DAY)
    assert "Bodo Wiesengrün" in ran.out
    assert json.loads(ran.out)["policy"] == run("policy", "show", "--format", "json").json()
