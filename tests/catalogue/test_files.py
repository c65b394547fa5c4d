"""A query file says what it needs: undeclared and unused parameters, and wrong heads, are refused."""

from __future__ import annotations

import re
from typing import Any

import pytest

from stakeholder_graph.catalogue.find import find_queries
from stakeholder_graph.catalogue.parameters import Lookup, values_for
from stakeholder_graph.catalogue.query import Query, parse
from stakeholder_graph.errors import QueryError
from stakeholder_graph.example import DAY
from stakeholder_graph.model.policy import load_policy
from stakeholder_graph.storage.cypher_text import bare

HEAD = "// title: Who?\n// title_de: Wer?\n// returns: id\n"
PARTS = {
    "first": "// about: one\n// parameter: tier tier = null\nMATCH (p {tier: $tier})",
    "second": "WITH p",
}
# what one of the two engines does not know, or answers otherwise
OTHER_DIALECT = re.compile(
    r"duration\.between|properties\(|\.\*|/\*|COLLECT \{|SHORTEST|apoc\.|round\("
    r"|\bby\b|\*\.\.|\*\]|\$\w+\)? *:|\.type\b|\.title\b"
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + "RETURN $x AS id", "it uses $x, which its head does not declare"),
        (HEAD + "// parameter: x text\nRETURN '$x' AS id // $x", "it declares x and never uses it"),
        ("RETURN 1 AS id", "its head lacks title, title_de, returns"),
        (HEAD + "// titel: Wer?\nRETURN 1 AS id", "its head has the line '// titel: Wer?'"),
        (HEAD + "// title: Who else?\nRETURN 1 AS id", "its head has two lines title"),
        (HEAD + "// parameter: x list\nRETURN $x AS id", "this declares no parameter: x list"),
        (HEAD + "// parameter: as_of date\nRETURN $as_of AS id", "as_of is always there"),
        (HEAD + "// parameter: x text = A\nRETURN $x AS id", "the default of x is no value: A"),
        (HEAD + "// uses: nothing\nRETURN 1 AS id", "nothing"),
    ],
)
def test_a_wrong_file_is_refused(text: str, told: str) -> None:
    with pytest.raises((QueryError, KeyError), match=re.escape(told)):
        parse("topic/name", text, PARTS.__getitem__)


def test_parts_stand_before_the_text_in_their_order_and_bring_their_parameters() -> None:
    text = HEAD + "// uses: first, second\n// parameter: x integer = 3\nRETURN p.id + $x AS id"
    query = parse("topic/name", text, PARTS.__getitem__)
    assert query.text == "MATCH (p {tier: $tier})\nWITH p\nRETURN p.id + $x AS id"
    assert [(one.name, one.kind, one.default) for one in query.parameters] == [
        ("tier", "tier", None),
        ("x", "integer", 3),
    ]


@pytest.mark.parametrize("query", find_queries(), ids=lambda query: query.name)
def test_every_query_has_its_words_an_order_and_only_what_both_engines_know(query: Query) -> None:
    assert query.title.endswith(("?", ".")) and query.title_de.endswith(("?", "."))
    assert bool(query.about) == bool(query.about_de)
    words = bare(query.text)
    assert "ORDER BY" in words[words.rindex("RETURN") :]
    assert not OTHER_DIALECT.search(words), OTHER_DIALECT.search(words)
    assert len(set(query.returns)) == len(query.returns)
    given = {one.name: "x" for one in query.parameters if one.is_required}
    values: dict[str, Any] = values_for(
        query.name, query.parameters, given, policy=load_policy(), as_of=DAY, lookup=Lookup(str, str)
    )
    assert values.keys() == {one.name for one in query.parameters} | {"as_of"}
