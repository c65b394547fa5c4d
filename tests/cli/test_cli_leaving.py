"""`leaves`, `person` and `changes` as somebody types them: shapes, formats, words, refusals."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

from stakeholder_graph.example import DAY as STORY_DAY
from stakeholder_graph.graph import open_graph
from tests.cli import shapes
from tests.cli.running import DAY, run
from tests.cli.shapes import (
    ACCOUNT,
    ANY,
    GAP,
    LEVEL,
    NAMED,
    NUMBER,
    TEXT,
    WHOLE,
    YES,
    Each,
    Maybe,
    Optional,
)
from tests.cli.shapes import (
    DAY as A_DAY,
)
from tests.cli.test_cli_words import ENGLISH

ON_DAY = ("--as-of", DAY)
SUCCESSOR = {
    **NAMED, "level": Maybe(LEVEL), "free_hours": Maybe(NUMBER), "strength": NUMBER,
    "at_account": Optional(NUMBER), "senior_enough": Optional(YES), "duty": Optional(Maybe(TEXT)),
    "because": Optional([TEXT]), "job_title": Optional(Maybe(TEXT)),
}  # fmt: skip
LEAVES = {
    "as_of": A_DAY, "person": {**NAMED, "level": Maybe(LEVEL), "side": TEXT},
    "gaps": {"before": WHOLE, "after": WHOLE, "absorbed": WHOLE}, "opens": [GAP], "closes": [GAP],
    "people": [
        {**NAMED, "account": Maybe(ACCOUNT), "successors": [SUCCESSOR], "duty": Optional(Maybe(TEXT)),
         "only_carer": Optional(YES), "only_contact": Optional(YES), "contacts": Optional(WHOLE),
         "last_contact": Optional(Maybe(A_DAY)), "objected": Optional(YES)}
    ],
    "roles": [{"role": TEXT, "presumed": YES, "alone": YES, "account": ACCOUNT, "about": Maybe(NAMED)}],
    "threads": [
        {"own": NAMED, "account": Maybe(ACCOUNT), "duty": Maybe(TEXT), "cares": YES, "contacts": WHOLE,
         "last_contact": Maybe(A_DAY), "only": YES}
    ],
}  # fmt: skip
ACTION = {
    "id": TEXT, "text": TEXT, "due": Maybe(A_DAY), "status": TEXT, "done_on": Maybe(A_DAY),
    "effect": Maybe(TEXT), "overdue": YES, "responsible": [NAMED],
}  # fmt: skip
PERSON = {
    "person": {
        **NAMED, "side": TEXT, "level": Maybe(LEVEL), "standing": [TEXT], "accounts": [ACCOUNT],
        "email": Maybe(TEXT), "phone": Maybe(TEXT), "language": Maybe(TEXT), "preferred_channel": Maybe(TEXT),
        "topics": Maybe(TEXT), "avoid": Maybe(TEXT), "profile_updated": Maybe(A_DAY),
        "capacity_hours": Maybe(NUMBER), "contact_allowed": YES, "objected_on": Maybe(A_DAY),
    },
    "employment": [
        {"organisation": NAMED, "job_title": Maybe(TEXT), "department": Maybe(TEXT), "function": Maybe(TEXT),
         "level": Maybe(LEVEL), "level_source": Maybe(TEXT), "office": Maybe(TEXT), "since": Maybe(A_DAY),
         "until": Maybe(A_DAY), "state": TEXT}
    ],
    "roles": [
        {"role": TEXT, "presumed": YES, "account": ACCOUNT, "about": Maybe(NAMED), "influence": Maybe(WHOLE),
         "stance": ANY, "since": Maybe(A_DAY), "left": YES}
    ],
    "care": [
        {"own": NAMED, "external": NAMED, "duty": Maybe(TEXT), "assigned": YES, "observed": YES,
         "since": Maybe(A_DAY), "until": Maybe(A_DAY), "state": TEXT, "last_contact": Maybe(A_DAY),
         "contacts_in_window": WHOLE, "current": Maybe(WHOLE), "desired": Maybe(WHOLE),
         "contacts_per_year": Maybe(WHOLE), "objected": YES}
    ],
    "contacts": [{"date": A_DAY, "channel": TEXT, "subject": Maybe(TEXT), "with": [NAMED]}],
    "reports": [
        {"id": TEXT, "date": Maybe(A_DAY), "authors": [NAMED], "ratings": Each(WHOLE), "result": Maybe(TEXT),
         "finding": Maybe(TEXT), "actions": [NAMED]}
    ],
    "actions": [ACTION],
    "gaps": [GAP],
}  # fmt: skip
RECORD = {"record": TEXT, "id": TEXT, "date": A_DAY, "source": Maybe(TEXT), "text": TEXT}
STATE = {"severity": NUMBER, "class": shapes.CLASS, "level": Maybe(LEVEL), "carer": Maybe(NAMED),
         "part_of": Maybe(TEXT), "text": TEXT}  # fmt: skip
CHANGES = {
    "since": A_DAY, "as_of": A_DAY, "counts": {"before": WHOLE, "after": WHOLE},
    "appeared": [{**GAP, "records": [RECORD]}],
    "closed": [{**GAP, "records": [RECORD], "gave_way_to": Maybe(TEXT)}],
    "moved": [{"gap": GAP, "before": STATE, "after": STATE, "records": [RECORD]}],
    "undated": TEXT,
}  # fmt: skip
COMMANDS = (
    ("leaves", "Konrad Nordlicht"), ("leaves", "Hedwig Kornrade"), ("leaves", "Nele Schafgarbe"),
    ("person", "Viktor Purpur"), ("person", "Nele Schafgarbe"), ("person", "Rasmus Elfenbein"),
    ("person", "Roswitha Pflaumenblau"), ("changes", "--since", "2026-05-23"),
    ("changes", "--since", "2025-11-23"),
)  # fmt: skip


# ---------------------------------------- the unhappy ways


UNKNOWN = "person 'Hedwig Kornraade': there is no such person; did you mean Hedwig Kornrade?"
REFUSED = (
    (("leaves", "Hedwig Kornraade"), UNKNOWN),
    (("person", "Hedwig Kornraade"), UNKNOWN),
    (
        ("leaves", "Ruth Abendrot"),
        "Ruth Abendrot: left on 2026-06-30; `gaps` shows whom nobody has taken over since; "
        "--as-of looks at an earlier day",
    ),
    (
        ("leaves", "Viktor Purpur", "-o", "x.html"),
        "Viktor Purpur: is not one of ours and hands nothing over; leave -o out, or name another ending",
    ),
    (
        ("leaves", "Till Graupel", "-o", "x.html", "--format", "csv"),
        "x.html: the ending asks for the handover sheet, and --format csv for something else; "
        "leave --format out, or name a file with another ending",
    ),
    (
        ("changes", "--since", "2026-12-01"),
        "--since: 2026-12-01 comes after the day on which things are seen, 2026-11-23; "
        "name an earlier day, or a later one with --as-of",
    ),
    (
        ("changes", "--since", "2026-01-01", "--account", "Nirgendwo"),
        "account 'Nirgendwo': there is no such account",
    ),
    (
        ("changes", "--since", "2026-01-01", "--kind", "lost-carrer"),
        "kind of gap 'lost-carrer': there is no such kind of gap; did you mean lost-carer?",
    ),
)


@pytest.mark.parametrize(("arguments", "said"), REFUSED)
@pytest.mark.usefixtures("example")
def test_what_cannot_be_is_said_in_one_line(arguments: tuple[str, ...], said: str) -> None:
    ran = run(*arguments, *ON_DAY)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"error: {said}"), ran.err
    assert ran.err.count("\n") == 1
    assert not Path("x.html").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("changes",), "--since"), (("changes", "--since", "yesterday"), "'yesterday' is no date"),
        (("changes", "--since", "03/04/2026"), "write it as 2026-11-23"), (("leaves",), "WHO"),
        (("changes", "--since", "2026-01-01", "--tier", "D"), "give one of A, B, C"),
        (("leaves", "Till Graupel", "--open"), "name its file with -o"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("example")
def test_wrong_usage_is_code_2(arguments: tuple[str, ...], said: str) -> None:
    ran = run(*arguments, *ON_DAY)
    assert ran.code == 2
    assert said.lower() in ran.err.lower()


@pytest.mark.usefixtures("small")
def test_an_ambiguous_name_lists_the_candidates() -> None:
    for command in ("leaves", "person"):
        ran = run(command, "Kim Erdbeer", *ON_DAY)
        assert ran.code == 1
        assert (
            "several have this name; take the id: p3 (Sonnentau Kliniken AG), p4 (Karmesin Chemie AG)"
            in ran.err
        )


@pytest.mark.usefixtures("example")
def test_errors_are_json_where_json_is_asked_for() -> None:
    ran = run("changes", "--since", "2026-12-01", *ON_DAY, "--format", "json")
    assert ran.code == 1
    assert ran.json()["error"]["where"] == "--since"


# ---------------------------------------- the answers


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
@pytest.mark.usefixtures("example")
def test_the_json_has_its_shape_and_whole_sentences(arguments: tuple[str, ...], language: str) -> None:
    told = run(*arguments, *ON_DAY, "--lang", language, "--format", "json").json()
    shape: Any = {"leaves": LEAVES, "person": PERSON, "changes": CHANGES}[arguments[0]]
    assert shapes.misfits(told, shape) == []


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
@pytest.mark.usefixtures("example")
def test_no_english_is_left_in_german_and_no_id_in_either(arguments: tuple[str, ...]) -> None:
    for language in ("en", "de"):
        told = run(*arguments, *ON_DAY, "--lang", language, "--verbose").out
        assert not re.search(r"[{}]|None|\bp-\w|\bc-\w|\bTrue\b|,,|\(\)", told)
        if language == "de":
            plain = re.sub(r"[\w.-]+@[\w.-]+|Account Manager|Head of \w+ Account \w+", "", told)
            assert ENGLISH.findall(plain) == []


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
@pytest.mark.usefixtures("example")
def test_csv_is_one_flat_table_and_markdown_has_headings(arguments: tuple[str, ...]) -> None:
    rows = list(csv.DictReader(io.StringIO(run(*arguments, *ON_DAY, "--format", "csv").out)))
    assert rows and all(None not in row and None not in row.values() for row in rows)
    assert ("change" if arguments[0] == "changes" else "part") in rows[0]
    told = run(*arguments, *ON_DAY, "--format", "markdown").out
    assert "\n## " in told and "\n|" in told and "┌" not in told


@pytest.mark.usefixtures("example")
def test_leaves_says_how_many_gaps_and_whose_only_thread_it_is() -> None:
    ran = run("leaves", "Till Graupel", *ON_DAY)
    assert ran.out.startswith("If Till Graupel left us, as things stand on 2026-11-23:\nGaps now: ")
    plain = re.sub(r"[\s│]+", " ", ran.out)
    assert "Only Till Graupel cares, and nobody else of ours was in" in plain
    assert "add -o handover.html" in ran.out
    told = run("leaves", "Till Graupel", *ON_DAY, "--format", "json").json()
    assert [(one["name"], one["only_carer"], one["only_contact"]) for one in told["people"]] == [
        ("Walburga Hopfenstange", True, True), ("Quirin Gerstengold", True, True),
        ("Vroni Kirschrot", True, True), ("Xaver Malzbraun", True, False),
        ("Korbinian Weizenblond", True, False), ("Afra Haferstroh", False, True),
    ]  # fmt: skip
    assert [one["name"] for one in told["people"][0]["successors"]] == ["Anke Birnbaum", "Konrad Nordlicht"]
    lost = [gap["person"]["name"] for gap in told["opens"] if gap["kind"] == "lost-carer"]
    assert lost == [
        "Quirin Gerstengold", "Walburga Hopfenstange", "Xaver Malzbraun", "Korbinian Weizenblond",
        "Vroni Kirschrot",
    ]  # fmt: skip


@pytest.mark.usefixtures("example")
def test_leaves_of_one_of_theirs_says_who_could_follow() -> None:
    told = run("leaves", "Hedwig Kornrade", *ON_DAY, "--format", "json").json()
    assert told["person"]["side"] == "theirs"
    assert [(one["name"], one["because"]) for one in told["people"][0]["successors"]] == [
        ("Leopold Ringelblum", ["reports_to", "level"]), ("Irmgard Silberdistel", ["reports_to", "level"]),
        ("Ella Veilchenblau", ["reports_to"]),
    ]  # fmt: skip
    assert [(one["own"]["name"], one["only"]) for one in told["threads"]] == [
        ("Anke Birnbaum", False), ("Konrad Nordlicht", False),
    ]  # fmt: skip


@pytest.mark.usefixtures("example")
def test_the_sheet_is_written_and_nothing_else() -> None:
    ran = run("leaves", "Till Graupel", *ON_DAY, "--lang", "de", "-o", "new/uebergabe.html")
    assert (ran.code, ran.out) == (0, "")
    assert "geschrieben: " in ran.err
    text = Path("new/uebergabe.html").read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>") and "<title>Übergabe: Till Graupel</title>" in text
    listed = run("leaves", "Till Graupel", *ON_DAY, "-o", "list.txt")
    assert listed.code == 0 and Path("list.txt").read_text(encoding="utf-8").startswith(
        "If Till Graupel left us"
    )


@pytest.mark.usefixtures("example")
def test_person_shows_no_way_to_one_who_objects() -> None:
    for options in ((), ("--format", "json"), ("--format", "csv"), ("--format", "markdown")):
        told = run("person", "Rasmus Elfenbein", *ON_DAY, *options).out
        assert "rasmus.elfenbein@" not in told and "030 23125" not in told
    assert (
        "Objects to contact since 2026-05-04: do not approach."
        in run("person", "Rasmus Elfenbein", *ON_DAY).out
    )
    person = run("person", "Rasmus Elfenbein", *ON_DAY, "--format", "json").json()["person"]
    assert (person["contact_allowed"], person["objected_on"]) == (False, "2026-05-04")
    assert person["email"] is person["phone"] is person["preferred_channel"] is None


@pytest.mark.usefixtures("example")
def test_person_tells_jobs_roles_care_and_reports() -> None:
    told = run("person", "Roswitha Pflaumenblau", *ON_DAY, "--format", "json").json()
    assert [(job["organisation"]["name"], job["state"], job["until"]) for job in told["employment"]] == [
        ("Butterblume Molkerei eG", "valid", None), ("Karmesin Chemie AG", "past", "2026-03-31"),
    ]  # fmt: skip
    assert sorted((role["account"]["name"], role["left"]) for role in told["roles"]) == [
        ("Butterblume Molkerei eG", False), ("Karmesin Chemie AG", True),
    ]  # fmt: skip
    assert [(care["own"]["name"], care["duty"], care["contacts_in_window"]) for care in told["care"]] == [
        ("Nele Schafgarbe", "carer", 6)
    ]
    assert told["contacts"][0] == {
        "date": "2026-10-22", "channel": "call", "subject": "Kennenlernen in der neuen Stelle",
        "with": [{"id": "p-nele-schafgarbe", "name": "Nele Schafgarbe"}],
    }  # fmt: skip
    assert "left-contact" in [gap["kind"] for gap in told["gaps"]]


@pytest.mark.usefixtures("example")
def test_changes_tells_the_story_of_windstille() -> None:
    told = run(
        "changes", "--since", "2026-05-23", *ON_DAY, "--account", "Windstille", "--format", "json"
    ).json()
    appeared = {(gap["kind"], gap["person"]["name"]): gap for gap in told["appeared"] if gap["person"]}
    arno = appeared["lost-carer", "Arno Schneegestöber"]
    assert [record["text"] for record in arno["records"]][:2] == [
        "no longer after 2026-06-30: Ruth Abendrot works for Pusteblume Pumpenwerke AG",
        "no longer after 2026-06-30: Ruth Abendrot cares for Arno Schneegestöber",
    ]
    ulla = appeared["uncovered-decider", "Ulla Wetterleuchten"]
    assert {record["record"] for record in ulla["records"]} == {"WORKS_FOR", "PLAYS_ROLE"}
    assert appeared["stale-care", "Friedrich Hochdruck"]["records"] == []
    assert {gap["account"]["name"] for gap in told["appeared"] if gap["account"]} == {"Windstille Energie AG"}
    assert "whether an opportunity is open" in told["undated"]
    shown = run("changes", "--since", "2026-05-23", *ON_DAY, "--account", "Windstille").out
    assert "nothing recorded: time went by" in re.sub(r"[\s│]+", " ", shown)


@pytest.mark.usefixtures("example")
def test_nothing_changes_within_one_day() -> None:
    ran = run("changes", "--since", DAY, *ON_DAY)
    assert "No gap appeared, closed or changed." in ran.out
    assert run("changes", "--since", DAY, *ON_DAY, "--format", "csv").out.count("\n") == 1
    told = run("changes", "--since", DAY, *ON_DAY, "--format", "json").json()
    assert told["appeared"] == told["closed"] == told["moved"] == []
    assert told["counts"]["before"] == told["counts"]["after"]


def test_the_library_answers_as_the_commands_do(example: Path) -> None:
    with open_graph(example / "stakeholders.db", as_of=STORY_DAY) as graph:
        told = run("leaves", "Konrad Nordlicht", *ON_DAY, "--format", "json").json()
        assert graph.leaves("Konrad Nordlicht").as_dict("en") == told
        assert graph.person("Viktor Purpur").as_dict("de") == run(
            "person", "Viktor Purpur", *ON_DAY, "--lang", "de", "--format", "json"
        ).json()  # fmt: skip
        since = STORY_DAY.replace(month=5)
        assert graph.changes(since).as_dict("en") == run(
            "changes", "--since", since.isoformat(), *ON_DAY, "--format", "json"
        ).json()  # fmt: skip
