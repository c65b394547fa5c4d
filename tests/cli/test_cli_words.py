"""Everything that is said is said in both languages, with the same values in it and in whole sentences."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from stakeholder_graph.gaps.registry import KINDS
from stakeholder_graph.gaps.texts import counted
from stakeholder_graph.model.policy import load_policy
from tests.cli.running import DAY, run

# words that are English and nothing else; names of options and of keys in the policy stand in brackets
ENGLISH = re.compile(
    r"\b(?:the|of|and|is|are|for|with|who|nobody|cares?|carer|level|read|since|contacts?|account|people|first)\b"
)


def tables(package: str, name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(package).joinpath(name).read_text(encoding="utf-8"))


def texts() -> Iterator[tuple[str, dict[str, str]]]:
    for key, value in tables("stakeholder_graph.cli", "words.toml").items():
        yield key, value
    for section, entries in tables("stakeholder_graph.gaps", "texts.toml").items():
        for key, value in entries.items():
            yield f"{section}.{key}", value


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(
    ("key", "text"), list(texts()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_both_languages_say_the_same(key: str, text: dict[str, str]) -> None:
    assert text.keys() in ({"en", "de"}, {"en", "de", "one_en", "one_de"})
    assert holes(text["en"]) == holes(text["de"])
    assert text["en"].strip() and text["de"].strip()
    if key not in ("phrases.carer_level", "who.there", "cycle.open_gap_of"):
        assert text["en"] != text["de"]


@pytest.mark.parametrize(
    ("key", "one", "two"),
    [
        ("contacts", ("1 contact", "1 Kontakt"), ("2 contacts", "2 Kontakte")),
        ("days", ("1 day", "1 Tag"), ("2 days", "2 Tagen")),
        ("people", ("1 person", "1 Person"), ("2 people", "2 Personen")),
        (
            "unknown_levels",
            ("1 more of unknown level", "eine weitere Person mit unbekannter Ebene"),
            ("2 more of unknown level", "2 weitere mit unbekannter Ebene"),
        ),
    ],
)
def test_one_is_not_many(key: str, one: tuple[str, str], two: tuple[str, str]) -> None:
    policy = load_policy()
    assert tuple(counted(key, 1).text(language, policy) for language in ("en", "de")) == one
    assert tuple(counted(key, 2).text(language, policy) for language in ("en", "de")) == two


def test_every_kind_of_gap_has_name_question_and_sentence() -> None:
    told = tables("stakeholder_graph.gaps", "texts.toml")
    for kind in KINDS:
        assert told[kind].keys() >= {"name", "finds", "sentence"}


@pytest.mark.parametrize("arguments", [["gaps", "--verbose", "--all"], ["gaps", "--by-carer", "--group"]])
@pytest.mark.usefixtures("example")
def test_no_english_is_left_in_german(arguments: list[str]) -> None:
    told = run(*arguments, "--as-of", DAY, "--lang", "de").out
    plain = re.sub(r"\[[^\]\n]*\]", "", told)
    assert ENGLISH.findall(plain) == []
    assert ENGLISH.findall("Nobody of ours cares") == ["of", "cares"]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.usefixtures("example")
def test_sentences_are_whole_and_name_people_not_ids(language: str) -> None:
    for gap in run("gaps", "--all", "--as-of", DAY, "--lang", language, "--format", "json").json()["gaps"]:
        said = [gap["text"], *gap["next_steps"], *(item["text"] for item in gap["includes"])]
        for sentence in said:
            assert sentence.endswith("."), sentence
        for text in [*said, *(item["text"] for item in gap["evidence"])]:
            assert not re.search(r"[{}]|None|\bp-|\bc-|_| {2}|,,|\(\)|: *$", text), text
            assert not re.search(r"\b1 (?:contacts|Kontakte|days|Tagen|people|Personen)\b", text), text
        assert gap["evidence"]
        assert gap["next_steps"]
        assert not gap["facts"].keys() & gap.keys()


def test_no_word_brings_blanks_of_its_own() -> None:
    words = tables("stakeholder_graph.cli", "words.toml").items()
    blank = [(key, said) for key, value in words for said in value.values() if said != " ".join(said.split())]
    assert blank == []
