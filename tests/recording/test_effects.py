"""What came of actions, how a whole cycle stands, whom a measure suits: on a network drawn by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stakeholder_graph.errors import UnknownName
from stakeholder_graph.exchange.importing import Options
from stakeholder_graph.graph import StakeholderGraph, open_graph
from tests.recording.network import DAY
from tests.small_files import write_files

# ours (c0): Bodo (3), Gesa (1)          c1 (A, worth 900): Ada decider (1), Cora decider (2), Kim buyer (3)
#   Bodo cares for Ada since January, for Cora since 1 August: until then Cora was a decider without care
#   r1 Ada, 1 March: trust 2, loyalty 3, "price" -> a1 done 1 May     r2 Ada, 20 May: trust 4, loyalty 3
#   r3 Cora, 1 July: finding -> a2 (due 1 September, open)            r4 Cora, 2 July: finding, nothing
#   r5 Kim, 1 April, trust 3 -> a3 done 1 August, effect unknown; a4 dropped with reason
FILES = {
    "companies": "id,name,party,tier,earnings_value\nc0,Pusteblume Pumpen AG,own,,\n"
    "c1,Sonnentau Kliniken AG,customer,A,900\nc2,Karmesin Chemie AG,prospect,,\n",
    "people": "id,name,organisation,level,role,preferred_channel,profile_updated,contact_allowed,standing\n"
    "p0,Bodo Wiesengrün,c0,3,,,,,\n"
    "p1,Gesa Mondschein,c0,1,,,,,\n"
    "p4,Ada Mohnrot,c1,1,decider,visit,2026-01-05,,\n"
    "p5,Cora Himmelblau,c1,2,decider,mail,2025-05-22,,\n"
    "p6,Kim Erdbeer,c1,3,buyer,,,,public_official\n"
    "p7,Ida Sanddorn,c1,,user,,,no,\n",
    "relationships": "from,relationship,to,valid_from\n"
    "p0,CARES_FOR,p4,2026-01-01\np0,CARES_FOR,p5,2026-08-01\n",
    "interactions": "id,date,channel,organiser,participants\n"
    "i1,2026-11-02,visit,p0,p4;p5\ni2,2026-11-02,call,p0,p4\n"
    "i3,2024-10-01,mail,,\n",
    "reports": "id,date,author,about,trust,loyalty,finding\n"
    "r1,2026-03-01,p0,p4,2,3,Der Preis stört\nr2,2026-05-20,p0,p4,4,3,\n"
    "r3,2026-07-01,p0,p5,,,Sie kennt uns nicht\nr4,2026-07-02,p0,p5,,,Sie baut um\nr5,2026-04-01,p0,p6,3,,\n",
    "actions": "id,text,due,status,done_on,effect,report,responsible,about\n"
    "a1,Preis rechnen,2026-04-30,done,2026-05-01,Sie rechnet mit,r1,p0,\n"
    "a2,Vorstellen,2026-09-01,open,,,r3,p1;p0,p5\n"
    "a3,Muster zeigen,,done,2026-08-01,,r5,p0,\n"
    "a4,Stand mieten,2026-10-01,dropped,,Zu teuer,,p1,p4\n",
    "measures": "id,name,kind,date,status,value_per_head,hosts,guests,attended\n"
    "m1,Hoffest,customer_event,2026-07-09,done,45,p0,p5;p6,p6\n"
    "m2,Konzert,social_invitation,2026-12-09,planned,60,,p4;p5;p6;p7,\n"
    "m3,Buch,gift,2026-12-20,approved,60,,p4,\n"
    "m4,Uhr,gift,2026-12-21,planned,160,,p4;p6,\n",
}


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[StakeholderGraph]:
    write_files(tmp_path / "in", **FILES)
    with open_graph(tmp_path / "a.db", as_of=DAY, create=True) as made:
        report = made.import_files([tmp_path / "in"], Options(as_of=DAY))
        assert report.faults == ()
    with open_graph(tmp_path / "a.db", as_of=DAY) as found:
        yield found


def test_an_action_shows_ratings_before_and_after_and_the_gaps_closed_since(graph: StakeholderGraph) -> None:
    effects = {effect.action.id: effect for effect in graph.action_list()}
    assert list(effects) == ["a1", "a2", "a4", "a3"]  # by deadline
    assert {name: effect.action.state for name, effect in effects.items()} == {
        "a1": "done", "a2": "overdue", "a4": "dropped", "a3": "done"
    }  # fmt: skip
    (change,) = effects["a1"].changes
    assert (change.name, change.before, change.after) == ("Ada Mohnrot", date(2026, 3, 1), date(2026, 5, 20))
    assert change.ratings == {"trust": (2, 4), "loyalty": (3, 3)}
    # what is an account's own closes for everybody there; Cora's gap is hers alone
    assert effects["a1"].closed == (("stale-care", "Ada Mohnrot"),)
    assert effects["a3"].changes == ()
    assert effects["a2"].closed is None
    assert effects["a1"].sentences("en", graph.policy) == [
        "Sie rechnet mit.", "Ada Mohnrot, reports of 2026-03-01 and 2026-05-20: Trust 2 → 4.",
        "Closed since: Relationship going cold (Ada Mohnrot).",
    ]  # fmt: skip
    assert effects["a1"].sentences("de", graph.policy)[1] == (
        "Ada Mohnrot, Berichte vom 01.03.2026 und 20.05.2026: Vertrauen 2 → 4."
    )


def test_a_gap_that_closed_since_is_named(graph: StakeholderGraph) -> None:
    graph.action_done("a2", on=date(2026, 8, 2))
    (effect,) = [one for one in graph.action_list() if one.action.id == "a2"]
    assert effect.closed is not None
    assert ("uncovered-decider", "Cora Himmelblau") in effect.closed
    assert "Closed since: Decider without care (Cora Himmelblau)." in effect.sentences("en", graph.policy)


def test_a_report_of_the_same_marks_says_so(graph: StakeholderGraph) -> None:
    graph.report_add(["Kim"], "Bodo", on=date(2026, 8, 1), ratings={"trust": 3, "loyalty": 5})
    (effect,) = [one for one in graph.action_list() if one.action.id == "a3"]
    assert effect.changes[0].ratings == {"trust": (3, 3)}
    assert effect.sentences("en", graph.policy)[0] == (
        "Kim Erdbeer, reports of 2026-04-01 and 2026-08-01: rated the same."
    )


def test_the_list_leaves_out_what_was_over_a_year_ago(graph: StakeholderGraph) -> None:
    graph.action_add("Altes", ["Bodo"], about=["Ada"])
    graph.action_done("Altes", on=date(2025, 11, 23))
    assert "Altes" not in [effect.action.text for effect in graph.action_list()]
    assert "Altes" in [effect.action.text for effect in graph.action_list(every=True)]
    assert graph.action_list(account="Karmesin") == []
    with pytest.raises(UnknownName, match="there is no such account"):
        graph.action_list(account="Nirgendwo")


def test_the_cycle_says_step_by_step_what_is_missing(graph: StakeholderGraph) -> None:
    cycle = graph.cycle("Sonnentau")
    policy = graph.policy
    told = [
        (step.name, step.state, step.text("en", policy), step.next_steps("en", policy))
        for step in cycle.steps
    ]
    assert told == [
        ("value", "done", "Tier A, set by us.", []),
        ("people", "done", "Known: 2 deciders and 1 more who has a say.", []),
        ("profiles", "partly",
         "Profiles of deciders and co-deciders: 2 of 2; of all who need care: 2 of 3. Out of date: Cora "
         "Himmelblau.",
         ["Bring the profile up to date: Cora Himmelblau."]),
        ("care", "partly",
         "Cared for: 2 of 3 who need it. Without care: Kim Erdbeer. Cared for by too few of ours: Ada "
         "Mohnrot and Cora Himmelblau. Still open: Account on one thread and Carer not senior enough (Ada "
         "Mohnrot and Cora Himmelblau).",
         ["Name a carer for Kim Erdbeer.",
          "Name a deputy or a second carer for Ada Mohnrot and Cora Himmelblau.",
          "Close what is still open: each gap in the list says how."]),
        ("contacts", "partly",
         "Last contact recent enough: with 2 of 2 who are cared for. Still open: Too few contacts (Ada "
         "Mohnrot and Cora Himmelblau).",
         ["Close what is still open: each gap in the list says how."]),
        ("reports", "partly",
         "Deciders who are cared for, with an interim report in the last 180 days: 1 of 2. No report on Ada "
         "Mohnrot.",
         ["Let their carers report on Ada Mohnrot."]),
        ("changes", "partly",
         "So far: 3 findings in reports, 1 action overdue, 2 actions done and 1 action dropped. Nothing "
         "followed from: “Sie baut um”. Past the deadline: “Vorstellen”.",
         ["Decide what follows: an action with a deadline, or a reason why not.",
          "Ask Bodo Wiesengrün and Gesa Mondschein: do it now, set a new deadline, or drop it with a reason.",
          "Record what came of it: “Muster zeigen”."]),
    ]  # fmt: skip
    assert cycle.steps[6].figures == {
        "findings": 3, "unanswered": 1, "with_effect": 1, "open": 0, "overdue": 1, "done": 2, "dropped": 1
    }  # fmt: skip
    german = [step.text("de", policy) for step in cycle.steps]
    assert german[1] == "Bekannt: 2 entscheidende Personen und 1 weitere Person mit Einfluss."
    assert german[6].endswith("Nichts folgte aus: „Sie baut um“. Frist verstrichen: „Vorstellen“.")


def test_the_loop_closes_the_last_step(graph: StakeholderGraph) -> None:
    graph.action_done("Vorstellen", effect="Sie hat angerufen")
    graph.action_add("Umbau besuchen", ["Bodo"], due=date(2026, 12, 1), report="r4")
    graph.action_done("Muster zeigen", effect="Sie hat bestellt")
    step = graph.cycle("Sonnentau").steps[6]
    assert (step.state, step.next_steps("en", graph.policy)) == ("done", [])
    graph.action_drop("Umbau besuchen", "Der Umbau fällt aus")
    assert graph.cycle("Sonnentau").steps[6].state == "done"


def test_a_prospect_without_people_is_at_the_beginning(graph: StakeholderGraph) -> None:
    cycle = graph.cycle("c2")
    assert [(step.name, step.state) for step in cycle.steps] == [
        ("value", "partly"), ("people", "missing"), ("profiles", "unknown"), ("care", "unknown"),
        ("contacts", "unknown"), ("reports", "unknown"), ("changes", "unknown"),
    ]  # fmt: skip
    assert [cycle.id for cycle in graph.cycles()] == ["c2", "c1"]
    assert cycle.steps[1].text("en", graph.policy) == "Nobody is known who has a say."


def fits(graph: StakeholderGraph, measure: str) -> list[tuple[str, str, list[str]]]:
    return [
        (guest.name, guest.verdict, [reason.kind for reason in guest.reasons])
        for guest in graph.measure_check(measure).guests
    ]


def test_a_measure_says_whom_it_suits_and_why_not(graph: StakeholderGraph) -> None:
    # 60 a head: above 50 for everybody; Kim holds office and had 45 in July, 160 in December
    assert fits(graph, "Konzert") == [
        ("Cora Himmelblau", "no", ["level", "occasion"]),
        ("Ida Sanddorn", "no", ["objects", "level_unknown", "occasion"]),
        ("Kim Erdbeer", "no", ["level", "occasion", "year"]),
        ("Ada Mohnrot", "approval", ["occasion", "year"]),
    ]
    found = graph.measure_check("Konzert")
    assert [guest.value_in_year for guest in found.guests] == [60, 60, 265, 280]
    told = [reason.phrase.text("en", graph.policy) for reason in found.guests[2].reasons]
    assert told == [
        "Stands on level lead; such a measure is meant for: top.",
        "Holds public office: 60 a head is more than 25 and needs approval.",
        "Holds public office: 265 in this calendar year is more than 50 and needs approval.",
    ]
    assert found.guests[1].reasons[0].phrase.text("de", graph.policy) == (
        "Widerspricht dem Kontakt und darf nicht eingeladen werden."
    )


def test_what_is_approved_needs_no_approval_and_what_is_forbidden_stays_so(graph: StakeholderGraph) -> None:
    assert fits(graph, "m3") == [("Ada Mohnrot", "fits", ["occasion", "year"])]
    assert fits(graph, "Uhr") == [
        ("Kim Erdbeer", "no", ["forbidden"]), ("Ada Mohnrot", "approval", ["occasion", "year"])
    ]  # fmt: skip
    told = graph.measure_check("Uhr").guests[0].reasons[0].phrase.text("en", graph.policy)
    assert told == "160 a head is more than the 150 that our policy allows for public officials at all."


def test_who_declined_is_counted_and_not_looked_at(graph: StakeholderGraph, tmp_path: Path) -> None:
    write_files(tmp_path / "more", relationships="from,relationship,to,answer\np5,INVITED_TO,m2,declined\n")
    graph.import_files([tmp_path / "more"], Options(as_of=DAY))
    with open_graph(tmp_path / "a.db", as_of=DAY) as again:
        found = again.measure_check("Konzert")
    assert (found.declined, [guest.name for guest in found.guests][:1]) == (1, ["Ida Sanddorn"])


def test_without_a_value_only_officials_are_unclear(graph: StakeholderGraph) -> None:
    graph.measure_add("Führung", kind="visit", guests=["Ada", "Kim"])
    assert fits(graph, "Führung") == [
        ("Kim Erdbeer", "unclear", ["value_unknown"]), ("Ada Mohnrot", "fits", [])
    ]  # fmt: skip


def test_the_trend_counts_a_person_once_a_day_by_the_weightiest_contact(graph: StakeholderGraph) -> None:
    trend: dict[str, Any] = graph.trend("Sonnentau")
    assert (trend["months"][0], trend["months"][-1], len(trend["months"])) == ("2026-07", "2026-11", 5)
    # July: Bodo hosts Kim; November: a visit with Ada and Cora, the call is the same day
    assert trend["personal"] == [1, 0, 0, 0, 2]
    assert trend["remote"] == [0, 0, 0, 0, 0]
    assert trend["channels"]["visit"] == [0, 0, 0, 0, 2]
    assert trend["levels"]["1"] == {"personal": [0, 0, 0, 0, 1], "remote": [0, 0, 0, 0, 0]}
    assert (trend["last_year"], trend["year_before"]) == ({"personal": 3, "remote": 0}, None)
