"""Job titles: the list of expected readings, and each rule of the reading by itself."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_graph.errors import PolicyError
from stakeholder_graph.model.title_rules import TitleRule, title_rule
from stakeholder_graph.model.titles import TitleReading
from stakeholder_graph.model.vocabulary import vocabulary

EXPECTED = Path(__file__).parent / "titles-expected.csv"


def expected_rows() -> list[dict[str, str]]:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def title(job_title: str | None, **more: Any) -> TitleReading:
    return vocabulary().title(job_title, **more)


def level(job_title: str, **more: Any) -> int | None:
    return title(job_title, **more).level


def test_every_expected_title_is_read_as_written() -> None:
    rows = expected_rows()
    misses = []
    for row in rows:
        reading = title(row["title"])
        got = ("" if reading.level is None else str(reading.level), reading.function or "")
        if got != (row["level"], row["function"]):
            misses.append(
                f"{row['title']}: expected {row['level']} {row['function']}, read {got[0]} {got[1]}"
            )
    assert misses == []
    assert len(rows) == 480


# --- how a title is written -------------------------------------------------------------------------------


@pytest.mark.parametrize("without", [("ae", "oe", "ue"), ("a", "o", "u")])
def test_umlauts_may_be_written_out_or_lost(without: tuple[str, str, str]) -> None:
    umlauts = dict(zip("äöü", without, strict=True)) | {"ß": "ss"}
    capitals = {letter.upper(): spelling.title() for letter, spelling in umlauts.items() if letter != "ß"}
    spelling = str.maketrans(umlauts | capitals)
    titles = [row["title"] for row in expected_rows() if set(row["title"]) & set("äöüÄÖÜß")]
    assert len(titles) > 30
    different = [text for text in titles if title(text.translate(spelling)) != title(text)]
    assert different == []


def test_capitals_and_composed_letters_make_no_difference() -> None:
    assert title("GESCHÄFTSFÜHRER") == title("gescha\u0308ftsfu\u0308hrer") == title("Geschäftsführer")


@pytest.mark.parametrize(
    "written",
    [
        "Leiter:in Einkauf",
        "Leiter*in Einkauf",
        "Leiter_in Einkauf",
        "Leiter/in Einkauf",
        "Leiter/-in Einkauf",
        "Leiter(in) Einkauf",
        "LeiterIn Einkauf",
        "Leiter:innen Einkauf",
        "LeiterInnen Einkauf",
        "LEITER/IN EINKAUF",
        "Leiter Einkauf (m/w/d)",
        "Leiter Einkauf (m / f / x)",
        "Leiter Einkauf (w, m, d)",
        "Leiter Einkauf (m/w/divers)",
        "Leiter Einkauf w/m",
        "m/w/d Leiter Einkauf",
        "Leiter Einkauf (all genders)",
        "Leiter Einkauf (gn)",
        "Leiterin Einkauf",
        "Ltr. Einkauf",
    ],
)
def test_gender_marks_and_abbreviations_are_one_spelling(written: str) -> None:
    assert vocabulary().normalise(written) == "leiter einkauf"
    assert (title(written).level, title(written).function) == (2, "purchasing")


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Vorsitzende/r", "vorsitzende"),
        ("Abgeordnete(r)", "abgeordnete"),
        ("Beauftragte*r", "beauftragte"),
        ("Vorständ:in", "vorstand"),  # without the ending it would be no word
        ("Rechtsanwält*in", "rechtsanwalt"),
        ("Industriekauffrau", "industriekaufmann"),
        ("KonsulIn", "konsul"),
        ("Gescha\u0308ftsfu\u0308hrer", "geschaeftsfuehrer"),
        ("Head of Research/In-house Counsel", "head of research in house counsel"),
        ("M&A Manager (FM)", "m&a manager fm"),
        ("C.E.O.", "ceo"),
        ("Minister a. D.", "minister ausser dienst"),
        ("Bürgermeister Mülheim a. d. Ruhr", "buergermeister muelheim a d ruhr"),
        ("Geschäftsführer i.R.", "geschaeftsfuehrer im ruhestand"),
        ("  Chef – de – cabinet™ ", "chef de cabinettm"),
        ("Café-Leiterin", "cafe leiter"),
        ("***", ""),
    ],
)
def test_normalised_spelling(written: str, normal: str) -> None:
    assert vocabulary().normalise(written) == normal


# --- rules that ask more than the title ---------------------------------------------------------------------


def test_vice_president_of_a_bank_is_no_manager() -> None:
    assert level("Vice President") == 2
    assert level("Vice President", employer="Nordsee Privatbank AG") == 3
    assert level("Vice President", employer="Nordsee Holding", industry="Banking") == 3
    assert level("Vice President", employer="Nordsee Werft", industry="Shipbuilding") == 2
    assert level("Senior Vice President", employer="Nordsee Privatbank AG") == 2
    assert level("Managing Director", employer="Nordsee Privatbank AG") == 2
    assert level("Managing Director", employer="Nordsee Werft") == 1


def test_the_same_title_at_two_employers_is_kept_apart() -> None:
    readings = [
        level("VP", employer=employer) for employer in ("Elbe Bank", "Elbe Pumpen", "Elbe Bank", None)
    ]
    assert readings == [3, 2, 3, 2]


def test_department_gives_the_function_only_where_the_title_hides_it() -> None:
    assert title("Abteilungsleiter", department="Einkauf").function == "purchasing"
    assert title("Vertriebsleiter", department="Einkauf").function == "sales"
    assert title("Geschäftsführer", department="Einkauf").function == "general"
    assert title("Abteilungsleiter", department="Elbe 7").function is None
    assert title("", department="Legal").function == "legal"


def test_what_is_ignored_for_the_level() -> None:
    assert level("Ingenieur Halbleitertechnik") == 4
    assert level("Buyer, Head Office") == 4
    assert level("Buyer reporting to the regional CEO") == 4


# --- what a reading says ------------------------------------------------------------------------------------


def test_the_past_has_no_level() -> None:
    assert title("Retired Plant Manager") == TitleReading(None, "operations", None, former=True)
    assert title("Ehemalige Geschäftsführerin").former
    assert title("Minister a.D.").former
    assert not title("Leiter Vertrieb AD").former  # AD without dots is the field force
    assert not title("CEO").former


def test_standing_is_suggested() -> None:
    assert title("Oberbürgermeisterin").standing == "public_official"
    assert title("MdB").standing == "mandate_holder"
    assert title("Universitätsprofessor").standing == "opinion_leader"
    assert title("Einkaufsleiter").standing is None


def test_unknown_titles_are_told_from_those_that_say_nothing() -> None:
    nothing = TitleReading()
    assert nothing.understood
    assert title("n/a") == title("Dr.") == title("") == title("--") == title(None) == nothing
    assert title("Quastenflosser") == TitleReading(understood=False)
    assert title("Einkauf") == TitleReading(function="purchasing", understood=False)
    assert title("Quastenflosser", department="IT") == TitleReading(function="it", understood=False)


# --- a company's own rules ----------------------------------------------------------------------------------


def test_own_rules_come_first() -> None:
    own = ({"words": ["quastenflosser", "head of unit"], "level": 1},)
    assert level("Quastenflosser", own_rules=own) == 1
    assert (level("Head of Unit"), level("Head of Unit", own_rules=own)) == (3, 1)
    assert level("Head of Purchasing", own_rules=own) == 2
    assert level("Quastenflosser") is None


def test_own_rules_have_the_whole_shape() -> None:
    own = (
        {
            "words": ["einkaufsleiter"],
            "unless": ["stellv*"],
            "employer": ["*werft"],
            "level": 1,
            "why": "small yards",
        },
        {"words": ["partner"], "former": True},
        TitleRule(words=("buyer",), level=2, function="technical", standing="opinion_leader"),
    )
    assert level("Einkaufsleiterin", employer="Nordseewerft", own_rules=own) == 1
    assert level("Stellv. Einkaufsleiter", employer="Nordseewerft", own_rules=own) == 3
    assert level("Einkaufsleiter", employer="Elbe Pumpen", own_rules=own) == 2
    assert level("Einkaufsleiter", own_rules=own) == 2
    assert title("Partner", own_rules=own) == TitleReading(former=True)
    # Our own list would call a buyer's function purchasing; what the company says itself holds.
    assert title("Buyer", own_rules=own) == TitleReading(2, "technical", "opinion_leader")


def test_own_rule_without_function_leaves_it_to_the_title() -> None:
    assert title("Senior Buyer", own_rules=[{"words": ["senior buyer"], "level": 2}]).function == "purchasing"


def test_changed_own_rules_are_seen() -> None:
    own = [{"words": ["quastenflosser"], "level": 1}]
    assert level("Quastenflosser", own_rules=own) == 1
    own[0]["level"] = 2
    assert level("Quastenflosser", own_rules=own) == 2
    assert level("Quastenflosser", own_rules=tuple(own)) == 2


@pytest.mark.parametrize(
    "words",
    [
        "geschäftsstellen leiterin",
        "geschäftsstellen ltr",
        "Geschäftsstellen-Leiterin",
        "geschäftsstellen *leiter:in",
        "^geschäftsst* ltr. $",
        "x/geschäftsstellen + ..",
        "ä/.. $",
    ],
)
def test_own_rules_may_be_written_like_a_title(words: str) -> None:
    own = [{"words": [words], "level": 1}]
    texts = ("Geschäftsstellen-Leiter", "Geschaeftsstellen Leiterin", "GESCHAFTSSTELLEN LEITER/IN", "Ä", "A")
    fits = [level(text, own_rules=own) == 1 for text in texts]
    assert fits == ([False] * 3 + [True] * 2 if words.startswith("ä") else [True] * 3 + [False] * 2)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("buyer", "'buyer' is no rule"),
        ({"words": ["a"], "levle": 1}, "unknown key 'levle'"),
        ({"level": 1}, "without words"),
        ({"words": "buyer", "level": 1}, "words is no list of texts"),
        ({"words": ["buyer", 3]}, "words is no list of texts"),
        ({"words": 3}, "words is no list of texts"),
        ({"words": ["buyer"], "level": 5}, "level 5 does not exist"),
        ({"words": ["buyer"], "level": True}, "level True does not exist"),
        ({"words": ["buyer"], "function": 3}, "function is no text"),
        ({"words": ["buyer"], "former": 1}, "former is neither"),
        ({"words": ["buyer", ".. $"]}, "'.. $' holds no word"),
    ],
)
def test_faulty_own_rules_are_refused(table: Any, message: str) -> None:
    with pytest.raises(PolicyError, match=r"levels\.titles") as refused:
        title("Buyer", own_rules=[table])
    assert message in str(refused.value)


def test_a_rule_says_where_it_stands() -> None:
    with pytest.raises(PolicyError) as refused:
        title_rule({"words": []}, where="care-policy.toml: levels.titles[2]")
    assert refused.value.where == "care-policy.toml: levels.titles[2]"


# --- any text at all ----------------------------------------------------------------------------------------

TITLE_WORDS = st.sampled_from(
    [word for row in expected_rows() for word in row["title"].split()]
    + ["(m/w/d)", "a.D.", "/in", ":in", "*", "^", "$"]
)
ANY_TITLE = st.one_of(st.text(max_size=80), st.lists(TITLE_WORDS, max_size=12).map(" ".join))


@settings(max_examples=300)
@given(ANY_TITLE, ANY_TITLE, ANY_TITLE)
def test_any_text_is_read(job_title: str, employer: str, department: str) -> None:
    reading = title(job_title, employer=employer, department=department)
    assert reading.level in {None, 1, 2, 3, 4}
    assert reading.understood or (reading.level, reading.standing, reading.former) == (None, None, False)
    assert not (reading.former and reading.level)
    assert title(job_title).level == title(f"  {job_title} ").level


# Units that, repeated, would make a careless expression try for minutes.
@pytest.mark.parametrize(
    "unit",
    [
        "a", "ä", "&", "(", "(m", "a.", "a.d. ", "m/w/", "xIn", "x:in*", "in/in ", "leiter", "vorsitz", "vp ",
        "chief ", "leiter ", "mitglied ", "president of the ", "reporting to ", "stellvertretend vorstand ",
    ],
)  # fmt: skip
def test_a_title_of_ten_thousand_letters_ends(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    assert title(text, employer=text, department=text).level in {None, 1, 2, 3, 4}


def test_blanks_without_end() -> None:
    assert vocabulary().normalise("(m" + " " * 10_000) == "m"
    assert level("Head" + " " * 10_000 + "of Purchasing") == 2
