"""The commands that record, and those that tell how the loop stands: words, JSON, exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli import shapes
from tests.cli.running import DAY, run
from tests.cli.test_cli_words import ENGLISH

ON_DAY = ("--as-of", DAY)
RECORDS = {"written": shapes.Each(shapes.WHOLE), "records": [shapes.Each(shapes.ANY)]}
STEP = {
    "name": shapes.TEXT, "state": shapes.TEXT, "figures": shapes.Each(shapes.ANY), "text": shapes.TEXT,
    "next_steps": [shapes.TEXT],
}  # fmt: skip
REPORT = {"id": shapes.TEXT, "date": shapes.Maybe(shapes.DAY), "finding": shapes.Maybe(shapes.TEXT)}
ACTION = {
    "id": shapes.TEXT, "text": shapes.TEXT, "state": shapes.TEXT, "due": shapes.Maybe(shapes.DAY),
    "done_on": shapes.Maybe(shapes.DAY), "effect": shapes.Maybe(shapes.TEXT),
    "added": shapes.Maybe(shapes.DAY),
    "responsible": [shapes.NAMED], "about": [shapes.NAMED], "report": shapes.Maybe(REPORT),
    "changes": [
        {**shapes.NAMED, "before": shapes.DAY, "after": shapes.DAY,
         "ratings": shapes.Each({"before": shapes.WHOLE, "after": shapes.WHOLE})}
    ],
    "gaps_closed": shapes.Maybe([{"kind": shapes.TEXT, "name": shapes.TEXT}]), "sentences": [shapes.TEXT],
}  # fmt: skip
FIT = {
    "measure": {**shapes.NAMED, "kind": shapes.Maybe(shapes.TEXT), "date": shapes.Maybe(shapes.DAY),
                "status": shapes.Maybe(shapes.TEXT), "value_per_head": shapes.Maybe(shapes.NUMBER)},
    "declined": shapes.WHOLE,
    "guests": [
        {**shapes.NAMED, "level": shapes.Maybe(shapes.LEVEL), "standing": [shapes.TEXT],
         "answer": shapes.TEXT, "value_in_year": shapes.NUMBER, "verdict": shapes.TEXT,
         "reasons": [{"kind": shapes.TEXT, "text": shapes.TEXT}]}
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("command", "english", "german"),
    [
        (
            ("care", "set", "p0", "p1", "--contacts", "6"),
            "Bodo Wiesengrün cares for Ada Mohnrot from 2026-11-23 on. Contacts agreed per year: 6.\n",
            "Für Ada Mohnrot ist ab 23.11.2026 Bodo Wiesengrün zuständig. Vereinbarte Kontakte im Jahr: 6.\n",
        ),
        (
            ("care", "set", "p0", "p2", "--duty", "deputy"),
            "Bodo Wiesengrün is deputy in the care of Cora Himmelblau from 2026-11-23 on. Until 2026-11-22 "
            "that was as carer.\n",
            "In der Betreuung von Cora Himmelblau vertritt ab 23.11.2026 Bodo Wiesengrün. Bis 22.11.2026 "
            "galt: zuständig.\n",
        ),
        (
            ("care", "end", "p0", "p2", "--on", "2026-12-31"),
            "The care of Cora Himmelblau by Bodo Wiesengrün ends: the last day is 2026-12-31.\n",
            "Die Betreuung von Cora Himmelblau durch Bodo Wiesengrün endet; letzter Tag ist der "
            "31.12.2026.\n",
        ),
        (
            ("report", "add", "p1", "--by", "p0", "--trust", "4", "--finding", "Sie fragt nach dem Preis"),
            "Interim report of 2026-11-23 on Ada Mohnrot, written by Bodo Wiesengrün, is recorded. Say what "
            'follows from it: action add "…" --report "Ada Mohnrot" --responsible … --due …\n',
            "Der Zwischenbericht vom 23.11.2026 über Ada Mohnrot, verfasst von Bodo Wiesengrün, ist erfasst. "
            'Halten Sie fest, was daraus folgt: action add "…" --report "Ada Mohnrot" --responsible … '
            "--due …\n",
        ),
        (
            ("action", "add", "Anrufen", "--responsible", "p0", "--due", "1.12.2026"),
            "“Anrufen” is to be done by Bodo Wiesengrün; deadline 2026-12-01.\n",
            "„Anrufen“ ist zu erledigen von Bodo Wiesengrün; Frist 01.12.2026.\n",
        ),
        (
            (
                "measure",
                "add",
                "Hoffest",
                "--date",
                "2027-05-01",
                "--host",
                "p0",
                "--guest",
                "p1",
                "--guest",
                "p2",
            ),
            "The measure “Hoffest” on 2027-05-01 is recorded. For us: Bodo Wiesengrün. Invited: Ada Mohnrot "
            "and Cora Himmelblau.\n",
            "Die Maßnahme „Hoffest“ am 01.05.2027 ist erfasst. Von uns dabei: Bodo Wiesengrün. Eingeladen: "
            "Ada Mohnrot und Cora Himmelblau.\n",
        ),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else "",
)
@pytest.mark.usefixtures("small")
def test_a_command_says_in_a_sentence_or_two_what_it_wrote(
    command: tuple[str, ...], english: str, german: str
) -> None:
    tried = run(*command, *ON_DAY, "--dry-run", "--lang", "de")
    assert (tried.code, tried.out) == (0, f"Nur geprüft, nichts geschrieben: {german}")
    tried = run(*command, *ON_DAY, "--dry-run", "--format", "json")
    assert shapes.misfits(tried.json(), RECORDS) == []
    assert (tried.json()["written"], bool(tried.json()["records"])) == ({}, True)
    done = run(*command, *ON_DAY)
    assert (done.code, done.out, done.err) == (0, english, "")
    again = run(*command, *ON_DAY)
    assert (again.code, again.out) == (0, "Nothing to write: all of this is recorded already.\n")


@pytest.mark.usefixtures("small")
def test_what_was_written_in_the_other_formats() -> None:
    written = run("care", "set", "p0", "p1", *ON_DAY, "--format", "json").json()
    assert shapes.misfits(written, RECORDS) == []
    assert written == {
        "written": {"CARES_FOR": 1},
        "records": [
            {"record": "CARES_FOR", "id": "CARES_FOR|p0|p1|carer|2026-11-23", "start": "p0", "end": "p1",
             "duty": "carer", "valid_from": DAY, "source": "care set", "recorded_at": DAY}
        ],
    }  # fmt: skip
    rows = run("care", "end", "p0", "p1", *ON_DAY, "--format", "csv").out.splitlines()
    assert rows[0] == "record,id,property,value"
    assert "CARES_FOR,CARES_FOR|p0|p1|carer|2026-11-23,valid_to,2026-11-23" in rows


@pytest.mark.usefixtures("small")
def test_a_round_of_the_loop_by_hand() -> None:
    run(
        "report",
        "add",
        "p1",
        "--by",
        "p0",
        "--trust",
        "2",
        "--finding",
        "Preis",
        "--date",
        "2026-11-01",
        *ON_DAY,
    )
    run("action", "add", "Rechnen", "--responsible", "p0", "--report", "p1", "--about", "p1", *ON_DAY)
    done = run("action", "done", "rechnen", *ON_DAY)
    assert done.out == (
        "“Rechnen” was done on 2026-11-23. Its effect can be told later: action done \"…\" --effect \"…\"\n"
    )  # fmt: skip
    twice = run("action", "done", "rechnen", *ON_DAY)
    assert (twice.code, twice.out) == (1, "")
    assert twice.err.splitlines()[-1] == (
        "error: action 'Rechnen': it was done already on 2026-11-23; nothing to do; another --effect is taken"
    )
    assert run("action", "done", "Rechnen", "--effect", "Sie kauft", *ON_DAY).out == (
        "The effect of “Rechnen” is recorded: Sie kauft\n"
    )
    table = run("action", "list", *ON_DAY).out
    assert re.search(r"done +│ 2026-11-23 +│ Rechnen +│ Bodo Wiesengrün +│ Sie kauft\.", table)


@pytest.mark.parametrize(
    "command",
    [
        ("care", "set", "p0"), ("care", "set", "p0", "p1", "--duty", "friend"), ("report", "add", "p1"),
        ("care", "set", "p0", "p1", "--since", "soon"), ("action", "drop", "x"), ("care",), ("action",),
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.usefixtures("small")
def test_wrong_usage_is_said_with_exit_code_2(command: tuple[str, ...]) -> None:
    assert run(*command).code == 2
    told = run(*command, "--format", "json")
    assert told.code == 2
    assert shapes.misfits(told.json(), shapes.ERROR) == []


def test_without_a_database_nothing_is_made(in_an_empty_folder: Path) -> None:
    refused = run("care", "set", "a", "b", *ON_DAY)
    assert (refused.code, refused.out) == (1, "")
    assert "there is no such database" in refused.err
    assert list(in_an_empty_folder.iterdir()) == []


@pytest.mark.usefixtures("small")
def test_a_name_that_several_have_is_refused_with_the_candidates() -> None:
    refused = run("care", "set", "Bodo Wiesengrün", "Kim Erdbeer", *ON_DAY)
    assert (refused.code, refused.err) == (
        1,
        "error: person 'Kim Erdbeer': several have this name; take the id: p3 (Sonnentau Kliniken AG), "
        "p4 (Karmesin Chemie AG)\n",
    )


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.usefixtures("example")
def test_the_cycle_of_every_account_has_its_shape_and_whole_sentences(language: str) -> None:
    found = run("cycle", *ON_DAY, "--lang", language, "--format", "json").json()
    assert (
        shapes.misfits(found, {"as_of": shapes.DAY, "accounts": [{**shapes.ACCOUNT, "steps": [STEP]}]}) == []
    )
    assert len(found["accounts"]) == 7
    for account in found["accounts"]:
        one = run("cycle", account["id"], *ON_DAY, "--lang", language, "--format", "json").json()
        shape = {"as_of": shapes.DAY, "account": shapes.ACCOUNT, "steps": [STEP], "actions": [ACTION]}
        assert shapes.misfits(one, shape) == []
        assert one["steps"] == account["steps"]
        for step in one["steps"]:
            for text in (step["text"], *step["next_steps"]):
                assert text.endswith("."), text
                assert not re.search(r"[{}]|None|\bp-|\bc-|\bb-|_| {2}|,,|\(\)", text), text
                assert not re.search(
                    r"\b1 (?:deciders|findings|actions|contacts|people|Anpassungen)\b", text
                ), text
                # people's own words stand between quotation marks, in whatever language
                plain = re.sub(r"“[^”]*”|„[^“]*“", "", text)
                assert language == "en" or not ENGLISH.findall(plain), text


@pytest.mark.usefixtures("example")
def test_the_cycle_as_people_read_it() -> None:
    table = run("cycle", *ON_DAY).out
    signs = {
        line[:16].strip(): re.findall("[✓◐!?]", line)
        for line in table.splitlines()
        if re.search("[✓◐]", line)
    }
    assert signs["Karmesin Chemie"] == ["✓", "◐", "◐", "◐", "◐", "✓", "◐"]
    assert table.splitlines()[-1] == "On 2026-11-23: ✓ done, ◐ partly, ! missing, ? not known."
    rows = run("cycle", *ON_DAY, "--format", "csv", "--lang", "de").out.splitlines()
    assert rows[0].startswith("Kunde,Klasse,Wert bekannt,Personen ermittelt")
    assert "Windstille Energie AG,B,erledigt,erledigt,teilweise,teilweise,teilweise,fehlt,teilweise" in rows
    told = run("cycle", "Windstille", *ON_DAY, "--quiet").out
    assert told.startswith("Windstille Energie AG (tier B) in the cycle of care on 2026-11-23\n")
    assert "Lieferplan" in told
    unknown = run("cycle", "Sonnenblume", *ON_DAY)
    assert (unknown.code, unknown.out) == (1, "")
    assert "there is no such account" in unknown.err


@pytest.mark.usefixtures("example")
def test_actions_and_measures_of_the_example_have_their_shapes() -> None:
    found = run("action", "list", *ON_DAY, "--format", "json").json()
    assert shapes.misfits(found, {"as_of": shapes.DAY, "actions": [ACTION]}) == []
    states = [(one["state"], one["due"]) for one in found["actions"]]
    assert states.count(("overdue", "2026-10-15")) == 1
    (visit,) = [one for one in found["actions"] if one["id"] == "a-vorstandsbesuch-karmesin"]
    assert visit["changes"][0]["ratings"]["trust"] == {"before": 2, "after": 3}
    fit: dict[str, Any] = run("measure", "check", "Neujahrskonzert", *ON_DAY, "--format", "json").json()
    assert shapes.misfits(fit, FIT) == []
    assert {guest["name"]: guest["verdict"] for guest in fit["guests"]} == {
        "Hedwig Kornrade": "fits", "Leopold Ringelblum": "fits"
    }  # fmt: skip
    assert fit["declined"] == 1
    told = run("measure", "check", "Pumpenschulung", *ON_DAY, "--lang", "de", "--quiet").out
    assert told.startswith("Pumpenschulung für Anwender: Schulung, 20.01.2027, 80 pro Kopf\n")
    assert "Waldemar Ocker" in told.splitlines()[5]
    assert ENGLISH.findall(told) == []


def test_json_of_the_records_is_what_an_import_would_take(small: Path) -> None:
    """The ids that a command prints lead back to the records, as in a workbook."""
    written = run("action", "add", "Anrufen; bald", "--responsible", "p0", *ON_DAY, "--format", "json").json()
    identity = written["records"][0]["id"]
    assert identity == "action:anrufen, bald"
    assert run("action", "done", identity, *ON_DAY).code == 0
    assert run("export", "out", *ON_DAY).code == 0
    again = run("import", "out", "--db", "other.db", *ON_DAY, "--format", "json")
    assert json.loads(again.out)["faults"] == []
    assert (small / "other.db").exists()


@pytest.mark.usefixtures("small")
def test_a_new_measure_says_whom_it_does_not_suit() -> None:
    added = run(
        "measure", "add", "Konzert", "--kind", "social_invitation", "--guest", "p1", "--guest", "p2", *ON_DAY
    )
    assert added.err == (
        "look: Cora Himmelblau. Stands on level lead; such a measure is meant for: top.\n"
    )  # fmt: skip
    assert run("measure", "add", "Konzert", "--guest", "p2", *ON_DAY, "--quiet").err == ""


@pytest.mark.usefixtures("example")
def test_the_trend_of_the_example() -> None:
    found = run("trend", "Windstille", *ON_DAY, "--format", "json").json()
    by_way = {"personal": [shapes.WHOLE], "remote": [shapes.WHOLE]}
    sums = {"personal": shapes.WHOLE, "remote": shapes.WHOLE}
    shape = {
        "as_of": shapes.DAY, "months": [shapes.TEXT], **by_way, "other": [shapes.WHOLE],
        "channels": shapes.Each([shapes.WHOLE]), "tiers": shapes.Each(by_way), "levels": shapes.Each(by_way),
        "last_year": sums, "year_before": shapes.Maybe(sums),
    }  # fmt: skip
    assert shapes.misfits(found, shape) == []
    assert (found["months"][0], found["months"][-1], len(found["months"])) == ("2025-05", "2026-11", 19)
    assert found["last_year"] == {"personal": 10, "remote": 26}
    assert found["year_before"] is None  # the contacts reach back eighteen months
    assert {name for name, ways in found["tiers"].items() if sum(ways["remote"])} == {"B"}
    table = run("trend", *ON_DAY, "--lang", "de").out.splitlines()
    assert table[-1] == "In den letzten 365 Tagen: persönlich 123, aus der Ferne 201."


@pytest.mark.usefixtures("small")
def test_without_contacts_there_is_no_trend() -> None:
    assert run("trend", *ON_DAY).out.splitlines()[-1] == "No contact is recorded."
    assert run("trend", "Sonnentau", *ON_DAY, "--format", "json").json()["months"] == []
