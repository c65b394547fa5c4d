"""Job titles without level: what is suggested, and what is decided goes into the care policy and holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholder_graph.analysis.title_suggestions import Suggestions
from stakeholder_graph.errors import PolicyError
from stakeholder_graph.model.policy import default_policy_text, read_policy
from stakeholder_graph.model.title_decisions import TitleDecision, with_decisions
from stakeholder_graph.model.vocabulary import vocabulary
from tests.cli.running import run
from tests.test_titles import expected_rows

DAY = date(2026, 11, 23)
KNOWN = {"Regional Cloud Whisperer": 3, "Wolkenschieber Nord": 4}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Einkaufsleter", (2, "einkaufsleiter")),
        ("Geschaftsfürer", (1, "geschaftsfuehrer")),
        ("Purchasing Mangager", (3, "purchasing manager")),
        ("Cloud Whisperer, Regional", (3, "Regional Cloud Whisperer")),
        ("Wolkenschieber Nord II", (4, "Wolkenschieber Nord")),
        ("Traumdeuter", None),
        ("Dr.", None),
        ("Sales", None),
        ("Former CEO", None),
        ("", None),
    ],
)
def test_what_is_suggested(title: str, expected: tuple[int, str] | None) -> None:
    assert Suggestions(KNOWN).suggest(title) == expected


def test_fourteen_expected_titles_tell_no_level_and_get_no_suggestion() -> None:
    silent = [row["title"] for row in expected_rows() if not row["level"]]
    assert len(silent) == 14
    assert [vocabulary().title(title).level for title in silent] == [None] * 14
    assert [Suggestions(KNOWN).suggest(title) for title in silent] == [None] * 14


def level_of(text: str, title: str) -> int | None:
    rules = tuple(read_policy(text, "test").get("levels").get("titles", []))
    return vocabulary().title(title, own_rules=rules).level


def test_a_decision_is_a_rule_for_that_title_alone_and_nothing_else_changes() -> None:
    before = default_policy_text()
    after = with_decisions(before, [TitleDecision("Wolkenschieber*in (m/w/d)", 3)], DAY, "test")
    assert after.startswith(before)
    assert after.removeprefix(before).splitlines() == [
        "", "[[levels.titles]]", 'words = ["^wolkenschieber$"]', "level = 3",
        'why = "decided on 2026-11-23: Wolkenschieber*in (m/w/d)"',
    ]  # fmt: skip
    titles = ("WOLKENSCHIEBER", "Wolkenschieberin", "Ober-Wolkenschieber", "Leiter Wolkenschieber")
    assert [level_of(after, title) for title in titles] == [3, 3, None, 2]


def test_a_later_decision_wins_over_earlier_rules_and_line_ends_stay() -> None:
    own = '# ours\r\n[[levels.titles]]\r\nwords = ["wolkenschieber"]\r\nlevel = 4\r\n'
    after = with_decisions(own, [TitleDecision("Wolkenschieber", 1)], DAY, "test")
    assert level_of(after, "Wolkenschieber") == 1
    assert level_of(after, "Alter Wolkenschieber") == 4
    assert after.count("\n") == after.count("\r\n")
    assert after.startswith("# ours\r\n")


@pytest.mark.parametrize(
    ("text", "decisions", "what"),
    [
        ("", [TitleDecision("---", 1)], "the job title '---' holds no word that tells it from others"),
        ("", [TitleDecision("Wolkenschieber", 1), TitleDecision("wolkenschieber", 2)],
         "two decisions for titles that are written like"),
        ('[levels]\ntitles = [{words = ["x"]}]\n', [TitleDecision("Wolkenschieber", 1)], "this is no TOML"),
        ("nonsense = 1\n", [TitleDecision("Wolkenschieber", 1)], "the key nonsense does not exist"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided(text: str, decisions: list[TitleDecision], what: str) -> None:
    with pytest.raises(PolicyError) as caught:
        with_decisions(text, decisions, DAY, "care-policy.toml")
    assert caught.value.what.startswith(what)
    assert caught.value.next_step


@given(title=st.text(max_size=40), level=st.integers(1, 4))
def test_any_title_can_be_decided_or_is_refused(title: str, level: int) -> None:
    try:
        text = with_decisions("", [TitleDecision(title, level)], DAY, "test")
    except PolicyError:
        return
    assert level_of(text, title) == level


# --- the command ------------------------------------------------------------------------------------------

FIRMS = "id,name,party\nc1,Sonnentau Kliniken AG,customer\n"


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An open folder with a database of people with odd job titles."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "C.UTF-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "companies.csv").write_text(FIRMS, encoding="utf-8")
    titles = ["Einkaufsleter", "Einkaufsleter", "Traumdeuter", "Traumdeuterin", "Nebelhexe", "Vorstand"]
    people = "".join(f"q{number},Person {number},c1,{title}\n" for number, title in enumerate(titles))
    (tmp_path / "in" / "people.csv").write_text(f"id,name,organisation,job_title\n{people}", encoding="utf-8")
    assert run("import", "in", "--quiet").code == 0
    return tmp_path


def silent() -> list[str]:
    return [row["job_title"] for row in run("titles", "--format", "json").json()]


@pytest.mark.usefixtures("filled")
def test_the_list_shows_what_is_suggested_and_says_how_to_go_on() -> None:
    lines = run("titles").out.splitlines()
    assert [" ".join(line.split()) for line in lines[2:6]] == [
        "Einkaufsleter 2 2 (management) einkaufsleiter", "Nebelhexe 1", "Traumdeuter 1", "Traumdeuterin 1",
    ]  # fmt: skip
    assert lines[7] == "Take all suggestions: titles --accept."


def test_suggestions_are_taken_and_hold(filled: Path) -> None:
    ran = run("titles", "--accept")
    assert (ran.code, "written into" in ran.err) == (0, True)
    assert silent() == ["Nebelhexe", "Traumdeuter", "Traumdeuterin"]
    assert (filled / "care-policy.toml").read_text(encoding="utf-8").startswith(default_policy_text())
    again = run("titles", "--accept")
    assert again.out == "Nothing was decided, so nothing was written.\n"


def test_one_title_is_decided(filled: Path) -> None:
    policy = filled / "ours.toml"
    told = run("titles", "--level", "Traumdeuter=4", "--policy", policy, "--format", "json")
    assert told.code == 1
    assert not policy.exists()
    told = run("titles", "--level", "Traumdeuter=4", "--format", "json").json()
    assert told == {
        "policy": str(filled / "care-policy.toml"),
        "decided": [{"job_title": "Traumdeuter", "level": 4}],
    }
    assert silent() == ["Einkaufsleter", "Nebelhexe"]


@pytest.mark.parametrize("text", ["Traumdeuter", "Traumdeuter=5", "=3", "Traumdeuter=oben"])
@pytest.mark.usefixtures("filled")
def test_a_level_that_is_none(text: str) -> None:
    ran = run("titles", "--level", text)
    assert (ran.code, "write it as" in ran.err) == (2, True)


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_list_is_filled_in_with_excel(filled: Path, language: str) -> None:
    assert run("titles", "-o", "titles.xlsx", "--lang", language).code == 0
    book = openpyxl.load_workbook(filled / "titles.xlsx")
    sheet = book.active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == silent()
    sheet.cell(3, 5).value = 4
    sheet.cell(4, 5).value = "Lead" if language == "en" else "Leitung"
    book.save(filled / "titles.xlsx")
    book.close()
    assert run("titles", "--decisions", "titles.xlsx").code == 0
    assert silent() == ["Einkaufsleter"]
    assert level_of((filled / "care-policy.toml").read_text(encoding="utf-8"), "Traumdeuter") == 3


def test_a_list_of_text_is_filled_in(filled: Path) -> None:
    text = run("titles", "--format", "csv").out
    assert text.splitlines()[0] == "Job title,People,Suggestion,Because of,Level"
    (filled / "titles.csv").write_text(text.replace("Nebelhexe,1,,,", "Nebelhexe,1,,,2"), encoding="utf-8")
    assert run("titles", "--decisions", "titles.csv").code == 0
    assert silent() == ["Einkaufsleter", "Traumdeuter", "Traumdeuterin"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Job title,Level\nNebelhexe,oben\n", "row 2, Level: 'oben' is no level; write 1 (top), 2, 3 or 4"),
        ("a,b\nx,y\n", "has no columns for job title and level; write the list with titles -o FILE.xlsx"),
    ],
)
def test_a_list_that_is_none(filled: Path, text: str, said: str) -> None:
    (filled / "titles.csv").write_text(text, encoding="utf-8")
    ran = run("titles", "--decisions", "titles.csv")
    assert (ran.code, ran.err.startswith(f"error: titles.csv: {said}")) == (1, True)
    assert not (filled / "care-policy.toml").exists()
    assert "there is no such file" in run("titles", "--decisions", "nowhere.csv").err
