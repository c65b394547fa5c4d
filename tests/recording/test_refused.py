"""What cannot be is refused in one line with the next step, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.graph import StakeholderGraph
from tests.comparing import assert_same_graph
from tests.recording.network import made, opened

Call = Callable[[StakeholderGraph], Any]
NOT_ALLOWED = "choose somebody else, or record that contact is allowed again"

REFUSED: dict[str, tuple[Call, str]] = {
    "care by somebody who has left": (
        lambda graph: graph.care_set("Edda", "Ada"),
        "Edda Kornblume: has left us (last day 2026-06-30); name somebody who works for us then",
    ),
    "care by somebody who comes later": (
        lambda graph: graph.care_set("Jette", "Ada"),
        "Jette Federgras: works for us only from 2027-01-01 on; take a later day, or somebody else",
    ),
    "care by somebody outside": (
        lambda graph: graph.care_set("Cora", "Ada"),
        "Cora Himmelblau: is none of ours; name somebody who works for us",
    ),
    "care by nobody known": (
        lambda graph: graph.care_set("Bodo Wiesengrun AG", "Ada"),
        "person 'Bodo Wiesengrun AG': there is no such person; did you mean Bodo Wiesengrün?",
    ),
    "care for one of ours": (
        lambda graph: graph.care_set("Bodo", "Gesa"),
        "Gesa Mondschein: is one of ours, and care is for people outside; name somebody outside",
    ),
    "care for somebody who objects": (
        lambda graph: graph.care_set("Bodo", "Ida"),
        f"Ida Sanddorn: objects to contact, so nobody of ours may be set to care; {NOT_ALLOWED}",
    ),
    "another first day for care that is there": (
        lambda graph: graph.care_set("Bodo", "Ada", since=date(2025, 2, 1)),
        "care of Bodo Wiesengrün for Ada Mohnrot: this care is recorded already, since 2025-01-01; "
        "leave --since out, or end it first with care end",
    ),
    "contacts below nothing": (
        lambda graph: graph.care_set("Gesa", "Ada", contacts=-1),
        "care of Gesa Mondschein for Ada Mohnrot, contacts_per_year: -1: must be 0 or more; "
        "An agreement that overrides the care policy",
    ),
    "a relationship that is none of the four": (
        lambda graph: graph.care_set("Gesa", "Ada", desired=5),
        "care of Gesa Mondschein for Ada Mohnrot, desired: 5: must be between 1 and 4; "
        "give a number between 1 and 4",
    ),
    "an end before the start": (
        lambda graph: graph.care_end("Bodo", "Ada", on=date(2024, 12, 31)),
        "care of Bodo Wiesengrün for Ada Mohnrot: it begins on 2025-01-01, so it cannot end on 2024-12-31; "
        "give a later day with --on",
    ),
    "an end of care that nobody gives": (
        lambda graph: graph.care_end("Gesa", "Ada"),
        "care of Gesa Mondschein for Ada Mohnrot: no such care is recorded; cared for by Bodo Wiesengrün",
    ),
    "an end after the end": (
        lambda graph: graph.care_end("Edda", "Cora", on=date(2026, 7, 1)),
        "care of Edda Kornblume for Cora Himmelblau: it has ended on 2026-06-30 already; "
        "nothing to do; care set begins it again",
    ),
    "a report about nobody": (
        lambda graph: graph.report_add([], "Bodo", ratings={"trust": 3}),
        "report add: a report about nobody; name the people, or the measure, that it is about",
    ),
    "a report about somebody unknown": (
        lambda graph: graph.report_add(["Xaver"], "Bodo", ratings={"trust": 3}),
        "person 'Xaver': there is no such person; see `info` and `coverage` for what is there",
    ),
    "a report about one of ours": (
        lambda graph: graph.report_add(["Gesa"], "Bodo", ratings={"trust": 3}),
        "Gesa Mondschein: is one of ours, and a report is about people outside, or a measure; "
        "name somebody outside",
    ),
    "a report from a day to come": (
        lambda graph: graph.report_add(["Ada"], "Bodo", on=date(2026, 11, 24), result="Besuch"),
        "report about Ada Mohnrot, date: 2026-11-24: this day is still to come; a report tells of what has "
        "been; today counts as 2026-11-23",
    ),
    "a report by nobody of ours": (
        lambda graph: graph.report_add(["Ada"], "Cora", result="Besuch"),
        "Cora Himmelblau: is none of ours; name somebody who works for us",
    ),
    "a report that says nothing": (
        lambda graph: graph.report_add(["Ada"], "Bodo"),
        "report add: this report says nothing; give a rating, --result or --finding",
    ),
    "a rating of six": (
        lambda graph: graph.report_add(["Ada"], "Bodo", ratings={"sympathy": 6}),
        "report about Ada Mohnrot, sympathy: 6: must be between 1 and 5; give a number between 1 and 5",
    ),
    "a rating of nothing": (
        lambda graph: graph.report_add(["Ada"], "Bodo", ratings={"trust": 0}),
        "report about Ada Mohnrot, trust: 0: must be between 1 and 5; give a number between 1 and 5",
    ),
    "a rating between two": (
        lambda graph: graph.report_add(["Ada"], "Bodo", ratings={"trust": "2.5"}),
        "report about Ada Mohnrot, trust: 2.5: not a whole number; write digits only",
    ),
    "an action without text": (
        lambda graph: graph.action_add("  ", ["Bodo"]),
        "action add: an action without text; say what is to be done",
    ),
    "an action that nobody does": (
        lambda graph: graph.action_add("Anrufen", []),
        "action 'Anrufen': nobody is responsible; name one of ours with --responsible",
    ),
    "an action that somebody outside does": (
        lambda graph: graph.action_add("Anrufen", ["Bodo", "Ada"]),
        "Ada Mohnrot: is none of ours; name somebody who works for us",
    ),
    "a deadline before the report": (
        lambda graph: graph.action_add("Anrufen", ["Bodo"], due=date(2026, 9, 9), report="b1"),
        "action 'Anrufen': its deadline is 2026-09-09, before its report of 2026-09-10; give a later day",
    ),
    "the report of somebody on whom there is none": (
        lambda graph: graph.action_add("Anrufen", ["Bodo"], report="Cora"),
        "report about Cora Himmelblau: there is none; write one first with report add",
    ),
    "a report that is not there": (
        lambda graph: graph.action_add("Anrufen", ["Bodo"], report="b9"),
        "report 'b9': there is no such report; see `info` for what is there",
    ),
    "an action that is not there": (
        lambda graph: graph.action_done("Blumen"),
        "action 'Blumen': there is no such action; see `action list` for what is there",
    ),
    "an action by one letter": (
        lambda graph: graph.action_done("Mu"),
        "action 'Mu': too short to say which is meant; write at least 3 letters of it",
    ),
    "a done action done again": (
        lambda graph: graph.action_done("Muster zeigen"),
        "action 'Muster zeigen': it was done already on 2026-09-20; nothing to do; another --effect is taken",
    ),
    "a dropped action done": (
        lambda graph: graph.action_done("a3"),
        "action 'Stand mieten': it was dropped; add it again with action add if it was done after all",
    ),
    "an action done tomorrow": (
        lambda graph: graph.action_done("Preis", on=date(2026, 11, 24)),
        "action 'Preis rechnen': 2026-11-24 is still to come; what is done has happened; correct --on",
    ),
    "an action done before its report": (
        lambda graph: graph.action_done("Preis", on=date(2026, 9, 9)),
        "action 'Preis rechnen': it was done 2026-09-09, before its report of 2026-09-10; give a later day",
    ),
    "a done action dropped": (
        lambda graph: graph.action_drop("a2", "zu spät"),
        "action 'Muster zeigen': it was done, so it cannot be dropped; nothing to do",
    ),
    "an action dropped without reason": (
        lambda graph: graph.action_drop("a1", " "),
        "action 'Preis rechnen': no reason is given; say why it is dropped with --reason",
    ),
    "a measure without name": (
        lambda graph: graph.measure_add(" "),
        "measure add: a measure without name; say what it is called",
    ),
    "a measure of no kind": (
        lambda graph: graph.measure_add("Konzert", kind="vist"),
        "measure 'Konzert', kind: vist: not one of customer_event, congress, social_invitation, visit, "
        "training, gift, hospitality, other; did you mean visit?",
    ),
    "a measure done tomorrow": (
        lambda graph: graph.measure_add("Konzert", on=date(2026, 11, 24), status="done"),
        "measure 'Konzert': 2026-11-24 is still to come, so it is not done; correct --status",
    ),
    "somebody who was there tomorrow": (
        lambda graph: graph.measure_add("Konzert", on=date(2026, 11, 24), attended=["Ada"]),
        "measure 'Konzert': 2026-11-24 is still to come, so nobody was there; name guests with --guest",
    ),
    "an action for whom has left by its day": (
        lambda graph: graph.action_add("Gruß", ["Edda"], due=date(2026, 12, 1)),
        "Edda Kornblume: has left us (last day 2026-06-30); name somebody who works for us then",
    ),
    "a guest who is one of ours": (
        lambda graph: graph.measure_add("Konzert", guests=["Ada", "Gesa"]),
        "Gesa Mondschein: is one of ours, and guests come from outside; --host is for us; name somebody "
        "outside",
    ),
    "a guest who objects": (
        lambda graph: graph.measure_add("Konzert", guests=["Ada", "Ida"]),
        f"Ida Sanddorn: objects to contact, so they may not be invited; {NOT_ALLOWED}",
    ),
    "a host who has left": (
        lambda graph: graph.measure_add("Konzert", hosts=["Edda"]),
        "Edda Kornblume: has left us (last day 2026-06-30); name somebody who works for us then",
    ),
    "a value that is no number": (
        lambda graph: graph.measure_add("Konzert", value="viel"),
        "measure 'Konzert', value_per_head: viel: not a number; write digits only",
    ),
    "a value below nothing": (
        lambda graph: graph.measure_add("Konzert", value=-1),
        "measure 'Konzert', value_per_head: -1: must be 0 or more; give a number 0 or more",
    ),
}


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("network")
    made(folder / "a.db", folder / "in")
    return (folder / "a.db").read_bytes()


@pytest.mark.parametrize(("call", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused_and_nothing_is_written(network: bytes, tmp_path: Path, call: Call, said: str) -> None:
    (tmp_path / "a.db").write_bytes(network)
    with opened(tmp_path / "a.db") as graph:
        before = graph.records
        with pytest.raises(StakeholderGraphError) as refused:
            call(graph)
        assert str(refused.value) == said
        assert_same_graph(graph.store.read(), before)


def test_care_does_not_begin_twice_on_one_day(network: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(network)
    with opened(tmp_path / "a.db") as graph:
        graph.care_end("Bodo", "Ada", on=date(2026, 1, 31))
        with pytest.raises(StakeholderGraphError) as refused:
            graph.care_set("Bodo", "Ada", since=date(2025, 1, 1))
    assert str(refused.value) == (
        "care of Bodo Wiesengrün for Ada Mohnrot: the care that began on 2025-01-01 has ended on 2026-01-31; "
        "give another first day with --since"
    )
