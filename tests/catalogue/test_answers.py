"""Every question of the catalogue has the answer that the example's story tells; see answers.txt.

The gap checks' twins are tested beside their definitions.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stakeholder_graph.catalogue.find import find_queries
from stakeholder_graph.example import DAY, load_example
from stakeholder_graph.graph import StakeholderGraph
from tests.catalogue.asked import QUESTIONS, lines

ANSWERS = Path(__file__).with_name("answers.txt").read_text(encoding="utf-8")
MORE = "… "


def title(name: str, given: dict[str, str]) -> str:
    return " ".join([name, *(f"{key}={value}" for key, value in given.items())])


EXPECTED = {
    head: [line for line in rest.split("\n") if line]
    for head, _, rest in (part.partition("\n") for part in ANSWERS.removeprefix("## ").split("\n## "))
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StakeholderGraph]:
    with load_example(tmp_path_factory.mktemp("catalogue"), DAY) as graph:
        yield graph


@pytest.mark.parametrize(("name", "given"), QUESTIONS, ids=[title(*one) for one in QUESTIONS])
def test_the_answer_is_the_one_in_the_story(
    graph: StakeholderGraph, name: str, given: dict[str, Any]
) -> None:
    asked = graph.query(name, **given)
    (query,) = (query for query in graph.queries() if query.name == name)
    assert asked.columns == query.returns
    found, expected = lines(asked), EXPECTED[title(name, given)]
    if expected and expected[-1].startswith(MORE):
        assert f"{MORE}{len(found) - len(expected) + 1} more" == expected[-1]
        expected = expected[:-1]
        found = found[: len(expected)]
    assert found == expected


def test_every_question_is_asked_and_every_answer_belongs_to_one() -> None:
    names = {query.name for query in find_queries() if query.topic != "gaps"}
    assert {name for name, _ in QUESTIONS} == names
    assert EXPECTED.keys() == {title(*one) for one in QUESTIONS}
