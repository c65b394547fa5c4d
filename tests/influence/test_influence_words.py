"""What the ties tell, sentence by sentence, on networks drawn by hand."""

from __future__ import annotations

import pytest

from stakeholder_graph.analysis.influence import Influence, find_influence
from stakeholder_graph.analysis.influence_words import statements
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.model.policy import load_policy
from stakeholder_graph.network import from_networkx
from tests.reference.drawing import AS_OF, Drawing

FUNCTIONS = {"P": "purchasing", "I": "it", "F": "finance"}


def drawn(ties: str, names: str, *, one_way: bool = False) -> Influence:
    """Ties as "Pia-Ivo"; a name's first letter tells the area: P purchasing, I IT, F finance, else none."""
    drawing = Drawing().customer("Mühle", "B").ours("Otto")
    for name in names.split():
        function = FUNCTIONS.get(name[0])
        drawing.person(name).job(name, "Mühle", None, **({"function": function} if function else {}))
    for tie in ties.split():
        start, _, end = tie.partition("-")
        drawing.link(start, "INFLUENCES" if one_way else "KNOWS", end)
    situation = Situation(from_networkx(drawing.graph, AS_OF), load_policy())
    return find_influence(situation, int(situation.accounts["account"][0]))


def said(found: Influence, heading: str, language: str = "en") -> list[str]:
    return [phrase.text(language, found.policy) for name, phrase in statements(found) if name == heading]


def test_the_way_in_and_the_way_out_are_two_people() -> None:
    # Ivo -> Pia -> Paul -> Ina
    found = drawn("Ivo-Pia Pia-Paul Paul-Ina", "Ivo Pia Paul Ina", one_way=True)
    assert said(found, "ways")[:2] == [
        "Whoever wants to reach the people on the purchasing side through their own circle goes through Pia; "
        "no other way is recorded in it (1 of 1 possible introductions from outside).",
        "What people on the purchasing side think is carried to others first of all by Paul "
        "(1 of 1 possible introductions to the outside).",
    ]
    assert said(found, "ways", "de")[:2] == [
        "Wer die Leute im Bereich Einkauf über deren eigenen Kreis erreichen will, kommt an Pia nicht "
        "vorbei; kein anderer Weg ist darin erfasst (1 von 1 möglichen Vorstellungen von außen).",
        "Was man im Bereich Einkauf denkt, tragen am ehesten nach außen: Paul "
        "(1 von 1 möglichen Vorstellungen nach außen).",
    ]


def test_several_are_named_together() -> None:
    #      Pia
    # Ivo <   > Pam
    #      Paul
    found = drawn("Ivo-Pia Ivo-Paul Pia-Pam Paul-Pam", "Ivo Pia Paul Pam")
    assert said(found, "ways") == [
        "Whoever wants to reach the people on the purchasing side has equally good chances through Paul and "
        "Pia (each of them 1 of 2 possible introductions from outside, 1 of 2 to the outside).",
        "The people on the purchasing side are brought together first of all by Pam: 2 of 2 possible "
        "introductions among them.",
        "Two people of one area who have no tie of their own come together from outside most often through "
        "Ivo: 2 of 2 possible introductions of this sort.",
        "Nobody hears more sides than Ivo: tied to 2 people, who count as 2 independent sources (effective "
        "size after Burt; constraint 0.5).",
    ]
    assert said(found, "threads") == [
        "Even without Ivo, all others who can reach each other today still could (fragmentation 0).",
        "Without Ivo and Pam, 1 of 1 pairs of the others who can reach each other today no longer could "
        "(fragmentation 1).",
    ]
    assert said(found, "threads", "de")[0] == (
        "Auch ohne Ivo könnten alle übrigen, die sich heute erreichen, das weiterhin (Fragmentierung 0)."
    )


def test_a_second_way_in_is_no_only_way() -> None:
    # Ivo - Pia - Paul, Pam; Ina - Paul: to Pam only through Pia, to Paul also from Ina
    found = drawn("Ivo-Pia Pia-Paul Pia-Pam Ina-Paul", "Ivo Ina Pia Paul Pam")
    assert said(found, "ways")[0] == (
        "Whoever wants to reach the people on the purchasing side has the best chances through Pia "
        "(2 of 3 possible introductions from outside, 2 of 3 to the outside)."
    )


def test_a_link_between_two_other_areas() -> None:
    # Ivo - Fay - Pia
    found = drawn("Ivo-Fay Fay-Pia", "Ivo Fay Pia")
    assert said(found, "ways")[0] == (
        "Whoever needs a link between two areas finds it most often outside of both, in Fay: "
        "2 of 2 possible introductions of this sort."
    )
    assert said(found, "threads")[0] == "Only Fay ties 1 person to the rest: Pia."


def test_where_all_know_each_other_nobody_stands_between() -> None:
    found = drawn("Ivo-Fay Fay-Pia Pia-Ivo", "Ivo Fay Pia")
    assert said(found, "ways") == []
    assert said(found, "missing") == [
        "Nobody stands between others: wherever two people are tied to a third one, they are tied to each "
        "other."
    ]
    assert said(found, "win") == ["Whoever has Fay on their side is one step away from 2 of 2 others."]


def test_who_belongs_to_no_known_area_and_who_is_alone() -> None:
    # Pia - Xaver - Ivo      Zoe      Fay - Fee
    found = drawn("Pia-Xaver Xaver-Ivo Fay-Fee", "Pia Xaver Ivo Zoe Fay Fee")
    assert said(found, "missing") == [
        "The people known there fall into 2 groups that have no tie to each other; the largest has 3 people.",
        "No tie to anybody there is recorded for 1 person: Zoe.",
        "For 1 person neither function nor department nor employer is known, so what they do between areas "
        "is not counted: Xaver.",
    ]
    assert said(found, "missing", "de")[1:] == [
        "Für 1 Person ist keine Verbindung zu anderen dort erfasst: Zoe.",
        "Für 1 Person ist weder Funktion noch Abteilung noch Arbeitgeber bekannt, daher zählt nicht, was sie "
        "zwischen Bereichen bewirken: Xaver.",
    ]
    assert found.parts == (3, 2, 1)


def test_of_one_sort_only_so_many_are_told_and_then_how_many_more() -> None:
    # P0 - P1 - ... - P8: P1 to P7 each cut somebody off
    chain = " ".join(f"P{one}-P{one + 1}" for one in range(8))
    found = drawn(chain, " ".join(f"P{one}" for one in range(9)))
    told = [phrase.text("en", found.policy) for name, phrase in statements(found, 2) if name == "threads"]
    assert told[0] == "Only P4 ties 4 people to the rest: P5, P6, P7 and P8."
    assert told[2] == "More of this sort: 5 (--verbose lists all)."
    assert len([one for one in said(found, "threads") if one.startswith("Only ")]) == 7


@pytest.mark.parametrize(("size", "all_tried"), [(34, True), (36, False)])
def test_it_says_when_not_all_sets_were_tried(size: int, all_tried: bool) -> None:
    # a ring
    ring = " ".join(f"P{one}-P{(one + 1) % size}" for one in range(size))
    found = drawn(ring, " ".join(f"P{one}" for one in range(size)))
    assert [one.all_tried for one in found.key_players] == [True, True, all_tried]
    warned = "searched step by step; a better one may exist" in found.explained("en")
    assert warned is not all_tried
    assert ("Schritt für Schritt gesucht" in found.explained("de")) is not all_tried


def test_the_sentences_of_the_library_are_those_of_the_command() -> None:
    found = drawn("Ivo-Fay Fay-Pia", "Ivo Fay Pia")
    for language in ("en", "de"):
        told = [phrase.text(language, found.policy) for _, phrase in statements(found)]
        assert found.sentences(language) == told


def test_a_name_with_a_dot_ends_the_sentence() -> None:
    drawing = Drawing().customer("Mühlenverein e. V.", "B")
    situation = Situation(from_networkx(drawing.graph, AS_OF), load_policy())
    found = find_influence(situation, int(situation.accounts["account"][0]))
    assert found.sentences()[0] == "Nobody is known at Mühlenverein e. V."
