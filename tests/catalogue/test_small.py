"""Questions that the example has no answer to, on a small network made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from stakeholder_graph.graph import StakeholderGraph, open_graph
from stakeholder_graph.model.records import Records, nodes_of, relationships_of
from tests.catalogue.asked import lines

DAY = date(2026, 11, 23)


def tie(start: str, end: str, **values: Any) -> dict[str, Any]:
    return {"start": start, "end": end, **values}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StakeholderGraph]:
    """Ours is Uta. Nordwerk (A) is part of Mutter, which is part of Grossmutter, until 2025 of Stiefmutter.

    Uta --CARES_FOR--> Ada --KNOWS 2--> Bea --KNOWS 5--> Cem       Ida --INFLUENCES--> Bea --INFLUENCES--> Cem
     '--KNOWS 4------> Dan --KNOWS 4--> Bea                        Eva objects: Uta KNOWS Eva KNOWS Cem
    All but Uta and Ida work at Nordwerk; Bea and a second Bea have the same name; only Ada has a phone.
    """
    people = [
        ("u", "Uta"),
        ("a", "Ada"),
        ("b", "Bea"),
        ("c", "Cem"),
        ("d", "Dan"),
        ("e", "Eva"),
        ("i", "Ida"),
    ]
    rows: list[dict[str, Any]] = [{"id": key, "name": name} for key, name in people]
    rows.append({"id": "b2", "name": " bea"})
    rows[1]["phone"], rows[5]["contact_allowed"] = "1", False
    companies = [("us", "Wir", "own"), ("n", "Nordwerk", "customer"), ("m", "Mutter", "other")]
    companies += [("g", "Grossmutter", "other"), ("s", "Stiefmutter", "other")]
    company_rows: list[dict[str, Any]] = [{"id": k, "name": name, "party": p} for k, name, p in companies]
    company_rows[1]["tier"] = "A"
    jobs = [
        tie("u", "us", level=1),
        *(tie(key, "n", level=level) for key, level in zip("abcd", (3, 2, 1, 2), strict=True)),
    ]
    jobs.append(tie("e", "n", job_title="Wolkenschieberin"))
    records = Records(
        {"Person": nodes_of("Person", rows), "Company": nodes_of("Company", company_rows)},
        {
            "WORKS_FOR": relationships_of("WORKS_FOR", jobs),
            "CARES_FOR": relationships_of("CARES_FOR", [tie("u", "a", duty="carer")]),
            "KNOWS": relationships_of(
                "KNOWS",
                [tie("a", "b", weight=2), tie("b", "c", weight=5), tie("u", "d", weight=4),
                 tie("b", "d", weight=4), tie("u", "e"), tie("e", "c")],
            ),
            "INFLUENCES": relationships_of("INFLUENCES", [tie("i", "b"), tie("b", "c")]),
            "PART_OF": relationships_of(
                "PART_OF", [tie("n", "m"), tie("m", "g"), tie("n", "s", valid_to=date(2025, 12, 31))]
            ),
        },
    )  # fmt: skip
    with open_graph(tmp_path_factory.mktemp("small") / "a.db", as_of=DAY, create=True) as graph:
        graph.store.write(records, readings=graph.read_titles(records))
        yield graph


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        (
            "network/introductions",
            {"person": "Cem"},
            # over Dan each tie has at least 4; over Ada the weakest has 2; Eva introduces nobody
            [
                "3 | 4 | Uta | Uta, Dan, Bea, Cem | u, d, b, c",
                "3 | 2 | Uta | Uta, Ada, Bea, Cem | u, a, b, c",
            ],
        ),
        (
            "network/influences",
            {"person": "Cem"},
            ["1 | Bea | Bea, Cem | Nordwerk | -", "2 | Ida | Ida, Bea, Cem | - | -"],
        ),
        (
            "accounts/group",
            {"account": "n"},
            ["-2 | Grossmutter | other | - | -", "-1 | Mutter | other | - | -"],
        ),
        ("accounts/groups", {}, ["Nordwerk | A | Mutter | other"]),
        ("quality/no-level", {}, ["Nordwerk | A | Eva | Wolkenschieberin | -"]),
        ("quality/same-name", {}, ["Bea | Nordwerk | - | -", " bea | - | - | -"]),
        (
            "quality/no-contact-data",
            {"tier": "A"},
            ["Nordwerk | A | Bea | -", "Nordwerk | A | Cem | -", "Nordwerk | A | Dan | -"],
        ),
        ("quality/no-employer", {}, [" bea | - | - | 0 | -", "Ida | - | - | 0 | -"]),
        ("quality/accounts-without-roles", {}, ["Nordwerk | A | 5"]),
        ("care/nobody", {}, []),
        ("quality/no-value", {}, ["Nordwerk | A | True | customer"]),
    ],
)
def test_the_answer_is_the_one_in_the_drawing(
    graph: StakeholderGraph, name: str, given: dict[str, str], expected: list[str]
) -> None:
    assert lines(graph.query(name, **given)) == expected


def test_a_question_is_answered_for_the_day_that_is_asked(graph: StakeholderGraph) -> None:
    text = (
        "MATCH (:Company {id: 'n'})-[t:PART_OF]->(m) WHERE coalesce(t.valid_to, $as_of) >= $as_of RETURN m.id"
    )
    assert sorted(graph.query_text(text).rows) == [("m",)]
