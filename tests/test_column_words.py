"""Every word of the ontology leads to its column, and the columns tell which of our files a list is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholder_graph.exchange.allowed import one_of
from stakeholder_graph.exchange.dialect import header_key
from stakeholder_graph.exchange.headers import RELATIONSHIPS, column_key, form_named, form_of, forms
from stakeholder_graph.exchange.loading import files_of, load
from stakeholder_graph.exchange.recognise import known_headers
from stakeholder_graph.model.ontology import Ontology, ontology
from tests.small_files import COMPANIES, checked, problems


def described(file: str, model: Ontology) -> Mapping[str, list[str]]:
    """Every word that the ontology has for each column of a file, in the file's own order."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    kind = next((kind for kind in model.nodes.values() if kind.file == file), None)
    columns = [model.columns[name] for name in (("id",) if kind else ("id", "from", "relationship", "to"))]
    if kind is None:
        columns += [item for tie in model.relationships.values() for item in tie.properties.values()]
    else:
        columns += kind.properties.values()
        for inline in kind.inline:
            words[inline.column] += [inline.column, inline.en, inline.de, *inline.also]
            tie = model.relationships.get(inline.relationship)
            columns += [tie.properties[name] for name in inline.carries] if tie else []
    for item in columns:
        words[item.name] += [item.name, item.en, item.de, *item.also]
    return words


FILES = [*(kind.file for kind in ontology().nodes.values()), RELATIONSHIPS]


def test_every_column_has_a_word_in_both_languages() -> None:
    for file in FILES:
        for column, words in described(file, ontology()).items():
            assert all(words), (file, column)


def test_no_word_leads_to_two_columns_of_a_file() -> None:
    for file in FILES:
        meant: defaultdict[str, set[str]] = defaultdict(set)
        for column, words in described(file, ontology()).items():
            for word in words:
                meant[column_key(word)].add(column)
        assert {word: columns for word, columns in meant.items() if len(columns) > 1} == {}, file


def test_no_name_leads_to_two_files() -> None:
    files: defaultdict[str, set[str]] = defaultdict(set)
    for kind in ontology().nodes.values():
        for name in (kind.file, *kind.also):
            files[column_key(name)].add(kind.file)
            named = form_named(name)
            assert named is not None
            assert named.file == kind.file
    assert [name for name, meant in files.items() if len(meant) > 1] == []


PAIRS = [
    (file, column, word)
    for file in FILES
    for column, words in described(file, ontology()).items()
    for word in words
]
spellings = st.sampled_from((str, str.upper, str.lower, str.title, "  {} ".format, '"{}"'.format))


@given(st.sampled_from(PAIRS), spellings)
def test_every_word_leads_to_its_column_in_any_spelling(
    pair: tuple[str, str, str], spelling: Callable[[str], str]
) -> None:
    file, column, word = pair
    written = spelling(word)
    assert forms()[file].found([written]) == {column: written}


def test_every_word_is_a_header_that_is_known() -> None:
    known = set(map(header_key, known_headers()))
    assert [word for _, _, word in PAIRS if header_key(word) not in known] == []
    for file, column, word in PAIRS:
        assert forms()[file].found([word]) == {column: word}


# --- which of two ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stem", "header", "file"),
    [
        ("Liste", "Name;Firma;Position", "people"),
        ("Liste", "Name;Firma", "people"),
        ("Kunden", "Name;Firma;Position", "people"),  # a list of people at customers
        ("Kunden", "Name;Land", "companies"),
        ("Verbände", "Name;Land", "organisations"),
        ("Liste", "Name;Land", None),
        ("Personen", "Name", "people"),
        ("Liste", "Vorhaben;Kunde;Betrag", "opportunities"),
        ("Kontakte", "Datum;Kontaktweg;Betreff;Teilnehmer", "interactions"),
        ("companies", "Firma;Ort;Plz;Branche", "companies"),
        ("Notizen", "Name;Was;Wann;Wo", None),
    ],
)
def test_columns_tell_the_file_and_its_name_where_they_do_not(
    tmp_path: Path, stem: str, header: str, file: str | None
) -> None:
    (tmp_path / f"{stem}.csv").write_text(
        f"{header}\n" + ";".join(header.split(";")) + "\n", encoding="utf-8"
    )
    (table,) = load(files_of([tmp_path]), known_headers())
    form = form_of(table)
    assert (form.file if form else None) == file


def test_our_own_word_counts_before_another(tmp_path: Path) -> None:
    text = "Ansprechpartner;Name;Firma\nBodo Wiesengrün;Ada Mohnrot;c1\n"
    report = checked(tmp_path, companies=COMPANIES, people=text)
    assert report.counts == {"Company": 3, "Person": 1, "WORKS_FOR": 1}
    (same,) = [problem for problem in report.problems if problem.column == "Ansprechpartner"]
    assert same.problem == "means the same as Name, which is taken; kept out (1 filled)"
    assert same.hint == "put what is missing into Name"


def test_a_mistyped_word_is_told_the_nearest(tmp_path: Path) -> None:
    report = checked(tmp_path, people="id;Name;Firma;Betreur\np1;Ada Mohnrot;;Bodo\n")
    assert [problem.hint for problem in report.problems] == ["did you mean Betreuer?"]


def test_a_word_is_not_said_to_mean_a_column_that_is_there(tmp_path: Path) -> None:
    # "Dauer" looks like "date", but Datum is there, and "Titel" like "Title", but Position is
    contacts = "id;Datum;Kontaktweg;Dauer\ni1;02.05.2026;Besuch;60\n"
    people = "id;Name;Position;Titel\np1;Ada Mohnrot;Leiterin;Dr.\n"
    hints = [problem.hint for problem in checked(tmp_path, interactions=contacts, people=people).problems]
    assert [hint.partition(" name, ")[0] for hint in hints] == ["known are", "known are"]


def test_a_level_that_is_no_level_is_a_fault(tmp_path: Path) -> None:
    report = checked(tmp_path, companies=COMPANIES, people="id;Name;Firma;Ebene\np1;Ada;c1;Gipfel\n")
    assert problems(report) == [("fault", "people.csv", 2, "Ebene", "Gipfel", "not a whole number")]


def test_a_duty_is_read_in_the_words_in_which_the_program_tells_it() -> None:
    duty = one_of(ontology().relationships["CARES_FOR"].properties["duty"])
    said = ("Betreuer", "zuständig", "Betreuung", "Stellvertretung", "Vertretung", "deputy", "Chef")
    assert [duty(word) for word in said] == ["carer", "carer", "carer", "deputy", "deputy", "deputy", None]
