"""Role labels and small picklists, and the one spelling in which they are compared."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_graph.model.normalise import Normaliser
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.vocabulary import RoleReading, vocabulary

CONTENT: dict[str, Any] = tomllib.loads(
    resources.files("stakeholder_graph.model").joinpath("vocabulary.toml").read_text(encoding="utf-8")
)
PICKLISTS = ("parties", "organisations", "channels")


def label_tables() -> Iterator[tuple[str, dict[str, Any]]]:
    yield from CONTENT["roles"].items()
    for name in PICKLISTS:
        yield name, CONTENT[name]


def test_the_vocabulary_is_read_once() -> None:
    assert vocabulary() is vocabulary()


# --- roles --------------------------------------------------------------------------------------------------


def test_the_label_is_looked_up_in_its_source() -> None:
    words = vocabulary()
    assert words.role("Coach", "miller_heiman") == RoleReading("champion", stance=2)
    assert words.role("Coach", "meddicc") == RoleReading("influencer", stance=1)
    assert words.role("Coach", "salesforce") == RoleReading("champion", stance=1)  # not there: general


def test_other_sources_have_the_general_table() -> None:
    assert vocabulary().role("Sponsor", "espocrm") == RoleReading("co_decider", stance=1)
    assert vocabulary().role("Sponsor", "a spreadsheet") == RoleReading("co_decider", stance=1)
    assert vocabulary().role("Machtpromotor") == RoleReading("co_decider", stance=2, also=("champion",))


def test_a_known_label_may_say_nothing() -> None:
    assert vocabulary().role("Household Member") == RoleReading(None)
    assert vocabulary().role("Skeptic") == RoleReading(None, stance=-1)
    assert vocabulary().role("--Kein(e)--", "espocrm") == RoleReading(None)


def test_people_on_our_side() -> None:
    assert vocabulary().role("Account Manager", "dynamics365") == RoleReading(None, own=True, duty="carer")
    assert vocabulary().role("Industry Expert", "dynamics365") == RoleReading(None, own=True)


@pytest.mark.parametrize(
    "label",
    [
        "Decision Maker",
        "DECISION_MAKER",
        "decision-maker",
        " Decision  Maker ",
        "Entscheider:in",
        "Entscheiderin",
        "Entscheider/in",
    ],
)
def test_labels_in_many_spellings(label: str) -> None:
    assert vocabulary().role(label, "hubspot") == RoleReading("decider")


def test_unknown_labels_are_none() -> None:
    words = vocabulary()
    assert words.role("Quastenflosser") is None
    assert words.role("") is None
    assert words.party("Quastenflosser") is None
    assert words.organisation("Customer") is None
    assert words.channel("") is None


# --- picklists ----------------------------------------------------------------------------------------------


def test_picklists() -> None:
    words = vocabulary()
    assert words.party("Customer - Direct") == "customer"
    assert words.party("Channel Partner / Reseller") == "distributor"
    assert words.party("Händler") == words.party("Haendler") == "distributor"
    assert words.party("Mitbewerber:in") == "competitor"
    assert words.organisation("Verband") == "association"
    assert words.organisation("BEHÖRDE") == "authority"
    assert words.channel("E-Mail") == words.channel("Email") == "mail"
    assert words.channel("Send Letter/Quote") == "mail"
    assert words.channel("Kundenbesuch") == "visit"


def test_every_label_of_the_file_is_found() -> None:
    words = vocabulary()
    for table, labels in CONTENT["roles"].items():
        for label, said in labels.items():
            reading = words.role(label, table)
            assert reading is not None
            assert (reading.role or "none", reading.stance) == (said["role"], said.get("stance")), label
            assert list(reading.also) == said.get("also", []), label
            assert (reading.own, reading.duty) == (said.get("own", False), said.get("duty")), label
    assert {label: words.party(label) or "" for label in CONTENT["parties"]} == CONTENT["parties"]
    assert {label: words.organisation(label) for label in CONTENT["organisations"]} == CONTENT[
        "organisations"
    ]
    assert {label: words.channel(label) for label in CONTENT["channels"]} == CONTENT["channels"]


def test_no_two_labels_of_a_table_contradict_each_other() -> None:
    clashes = []
    for table, labels in label_tables():
        seen: dict[str, Any] = {}
        for label, said in labels.items():
            if seen.setdefault(vocabulary().normalise(label), said) != said:
                clashes.append((table, label))
    assert clashes == []


def test_the_ontology_allows_what_the_vocabulary_says() -> None:
    kinds, ties = ontology().nodes, ontology().relationships
    roles = {said["role"] for labels in CONTENT["roles"].values() for said in labels.values()} - {"none"}
    also = {
        role
        for labels in CONTENT["roles"].values()
        for said in labels.values()
        for role in said.get("also", [])
    }
    allowed = [
        (roles | also, ties["PLAYS_ROLE"].properties["role"].allowed),
        (set(CONTENT["parties"].values()) - {""}, kinds["Company"].properties["party"].allowed),
        (set(CONTENT["organisations"].values()), kinds["Organisation"].properties["category"].allowed),
        (set(CONTENT["channels"].values()), kinds["Interaction"].properties["channel"].allowed),
        (
            {rule["standing"] for rule in CONTENT["titles"]["rule"] if "standing" in rule},
            kinds["Person"].properties["standing"].allowed,
        ),
    ]
    for said, may_be in allowed:
        assert said <= set(may_be)


# --- one spelling -------------------------------------------------------------------------------------------

NORMALISER = Normaliser(CONTENT["normalise"])


def letters(text: str) -> str:
    """Steps a to d; step e takes a feminine ending away, and a made-up word may end so twice."""
    return NORMALISER.plain(NORMALISER.without_gender_marks(text))


@settings(max_examples=500)
@given(st.text() | st.text(alphabet="aein rmwd()/:*_-.ÄäßIn&™ǟ\u0308"))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = letters(text)
    assert letters(once) == once
    assert "  " not in once
    assert once == once.strip() == once.casefold()
    assert all(sign.isalnum() or sign in "& " for sign in once)


def test_normalised_labels_stay_what_they_are() -> None:
    labels = [label for _, table in label_tables() for label in table]
    assert len(labels) > 350
    normal = [vocabulary().normalise(label) for label in labels]
    assert [vocabulary().normalise(label) for label in normal] == normal
    assert all(normal)


@settings(max_examples=200)
@given(st.text(), st.text(max_size=10))
def test_no_label_is_an_error(label: str, table: str) -> None:
    words = vocabulary()
    reading = words.role(label, table)
    assert reading is None or reading.role != "none"
    assert words.party(label) != ""
    assert words.organisation(label) is None or words.organisation(label)
    assert words.channel(label) is None or words.channel(label)
