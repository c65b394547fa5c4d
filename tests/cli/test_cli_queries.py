"""The catalogue on the command line: listed, shown, asked in every format, written out for Neo4j Browser."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from stakeholder_graph.catalogue.find import find_queries
from tests.cli.running import DAY, run

NAME = "accounts/deciders"
ASK = ("query", NAME, "-p", "account=Karmesin Chemie AG", "--as-of", DAY)


def ask_own(text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Give a text to `query -` on its standard input."""
    command = [sys.executable, "-m", "stakeholder_graph", "query", "-", *arguments]
    return subprocess.run(command, input=text, capture_output=True, check=False, encoding="utf-8")


@pytest.mark.parametrize(("language", "word"), [("en", "Who decides at"), ("de", "Wer entscheidet bei")])
def test_all_questions_are_listed_in_the_readers_language(language: str, word: str) -> None:
    listed = run("queries", "--lang", language)
    assert listed.code == 0
    assert word in listed.out
    assert all(query.name in listed.out for query in find_queries())


def test_a_search_takes_words_of_either_language() -> None:
    for word in ("introduce", "vorstellen"):
        found = run("queries", "--search", word, "--format", "json").json()
        assert [query["query"] for query in found] == ["network/introductions"]
    assert "No question has all of these words" in run("queries", "--search", "giraffe").out


def test_a_query_is_shown_with_parameters_columns_and_cypher() -> None:
    shown = run("queries", "care/contacts-with", "--as-of", DAY)
    assert "must be given" in shown.out
    assert "365 (care policy: observed.window_days)" in shown.out
    assert "Columns: date, channel, own_id, own, subject, record_id" in shown.out
    assert "RETURN record.date AS date" in shown.out


def test_an_answer_in_every_format(example: Path) -> None:
    asked = run(*ASK, "--format", "json")
    assert asked.code == 0
    told = asked.json()
    assert list(told) == ["query", "parameters", "rows"]
    assert told["query"] == NAME
    assert told["parameters"] == {"account": "c-karmesin-chemie", "as_of": DAY}
    assert [row["person"] for row in told["rows"]] == [
        "Sigrid Zitronengelb", "Viktor Purpur", "Waldemar Ocker", "Isidor Türkis",
    ]  # fmt: skip
    assert told["rows"][2]["carers"] == ["Konrad Nordlicht", "Nele Schafgarbe"]
    rows = list(csv.DictReader(io.StringIO(run(*ASK, "--format", "csv").out)))
    assert rows[2]["carers"] == "Konrad Nordlicht;Nele Schafgarbe"
    assert rows[0]["opportunity"] == ""
    assert "Konrad Nordlicht, Nele Schafgarbe" in run(*ASK).out
    assert run(*ASK, "--format", "markdown").out.startswith("| person_id")


def test_a_query_is_found_without_its_topic_and_an_account_by_a_part_of_its_name(example: Path) -> None:
    asked = run("query", "deciders", "-p", "account=Karmesin", "--as-of", DAY)
    assert asked.code == 0
    assert "Karmesin Chemie AG" in asked.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("query", "acounts/decider"), "did you mean accounts/deciders"),
        (("query", NAME), "the parameter account (account) is missing; give it: -p account=…"),
        (("query", NAME, "-p", "acount=x"), "there is no parameter 'acount'; it has account"),
        (("query", NAME, "-p", "account=Nirgendwo"), "there is no such account"),
        (("query", "accounts/list", "-p", "tier=D"), "tier = 'D' cannot be; give one of A, B, C"),
        (("query", "people/leavers", "-p", "days=many"), "give a whole number, as 90"),
        (("query", "accounts/list", "-p", "as_of=2026-01-01"), "give it with --as-of"),
        (("query", "accounts/list", "-p", "tiers=x"), "it stands in the care policy"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(example: Path, arguments: tuple[str, ...], told: str) -> None:
    refused = run(*arguments)
    assert refused.code == 1
    assert refused.err.count("\n") == 1
    assert told in refused.err


def test_nothing_found_is_said(example: Path) -> None:
    assert run("query", "quality/same-name", "--as-of", DAY).out == "Nothing fits this question.\n"


def test_ones_own_cypher_comes_from_standard_input_with_parameters(example: Path) -> None:
    text = (
        "// parameter: who person\n"
        "MATCH (p:Person {id: $who}) RETURN p.name AS name, $as_of AS day, $number + 1 AS number"
    )
    asked = ask_own(text, "-p", "who=Viktor Purpur", "-p", "number=41", "--as-of", DAY, "--format", "csv")
    assert (asked.returncode, asked.stdout) == (0, f"name,day,number\nViktor Purpur,{DAY},42\n")


def test_a_writing_text_is_refused(example: Path) -> None:
    refused = ask_own("MATCH (p:Person) SET p.name = 'x'")
    assert refused.returncode == 1
    assert refused.stderr.startswith("error: query: it writes, and questions only read;")


def test_the_catalogue_is_written_out_for_the_browser_and_nothing_foreign_overwritten(tmp_path: Path) -> None:
    written = run("queries", "--export", tmp_path / "out")
    assert written.code == 0
    text = (tmp_path / "out" / "care" / "contacts-with.cypher").read_text(encoding="utf-8")
    assert text.startswith(':param as_of => date();\n:param person => "the id of the person";\n')
    assert ":param days => 365;\n" in text
    assert ":param most_people => {`mail`: 5, `call`: 12" in text
    assert text.endswith("record_id;\n")
    style = (tmp_path / "out" / "stakeholder-graph.grass").read_text(encoding="utf-8")
    assert "node.Person {\n  color: #0a5fae;" in style
    assert style.count('caption: "{name}";') == 9
    assert run("queries", "--export", tmp_path / "out").code == 0
    (tmp_path / "out" / "accounts" / "list.cypher").write_text("RETURN 1", encoding="utf-8")
    refused = run("queries", "--export", tmp_path / "out")
    assert refused.code == 1
    assert "which would be lost; name another folder" in refused.err
    assert (tmp_path / "out" / "accounts" / "list.cypher").read_text(encoding="utf-8") == "RETURN 1"
