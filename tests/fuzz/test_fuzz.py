"""A hundred of the damaged files of `make fuzz`, those that once did harm, and what Hypothesis invents."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_graph.errors import ImportRefused
from stakeholder_graph.exchange.importing import check
from tests.fuzz.mutations import LAUGHS, OLD_OFFICE, bomb, entities, far_away
from tests.fuzz.originals import Original, originals, workbook
from tests.fuzz.running import look_at, run
from tests.small_files import COMPANIES, TODAY_ONLY, account, write_files

ALL = originals()
BOOK = workbook(COMPANIES.encode())


def test_every_original_is_read_as_it_is(tmp_path: Path) -> None:
    """Else the mutations would only show how a stranger's file is refused."""
    for original in ALL:
        path = tmp_path / original.name
        path.write_bytes(original.data)
        ended = look_at(path, original, skip_faulty=True)
        assert ended == "taken" or original.vendor, original.name


@pytest.mark.parametrize("first", range(0, 100, 25))
def test_a_hundred_damaged_files(first: int) -> None:
    counts, wrong = run(range(first, first + 25), ALL)
    assert not wrong, "\n".join(wrong)
    assert sum(counts.values()) == 25


@pytest.mark.parametrize("change", [bomb, entities, far_away])
@pytest.mark.parametrize("seed", range(6))
def test_workbooks_that_are_made_to_do_harm(tmp_path: Path, change: object, seed: int) -> None:
    assert callable(change)
    path = tmp_path / "companies.xlsx"
    path.write_bytes(change(BOOK, Random(seed)))
    look_at(path, Original("companies.xlsx", BOOK), skip_faulty=False)


def test_no_entity_is_unfolded_and_no_file_of_this_computer_read(tmp_path: Path) -> None:
    assert b"SYSTEM" in LAUGHS
    for seed in range(6):
        path = tmp_path / "companies.xlsx"
        path.write_bytes(entities(BOOK, Random(seed)))
        try:
            report = check([path], TODAY_ONLY)
        except ImportRefused:
            continue
        assert all(len(problem.value or "") < 1000 for problem in report.problems)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (OLD_OFFICE + b"\0" * 600, "protected by a password or in the old .xls format"),
        (b"PK\x03\x04 and no more", "no .xlsx workbook, or it is damaged"),
        (b"", "no table in it"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "companies.xlsx"
    path.write_bytes(data)
    with pytest.raises(ImportRefused) as refused:
        check([path], TODAY_ONLY)
    assert what in refused.value.what
    assert refused.value.next_step


def test_a_folder_that_leads_into_itself_is_read_once(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "in", companies=COMPANIES)
    try:
        (folder / "again.csv").symlink_to(folder, target_is_directory=True)
    except OSError as error:
        pytest.fail(
            f"no links to folders can be made here ({error}); on Windows turn on developer mode",
            pytrace=False,
        )
    (folder / "same.csv").symlink_to(folder / "companies.csv")
    (folder / "round.csv").symlink_to(folder / "round.csv")
    report = check([folder], TODAY_ONLY)
    assert account(report)["companies.csv"] == (3, 3, 0, 0, 0)
    assert {Path(file.file).name for file in report.files} == {"companies.csv", "again.csv", "round.csv"}


cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.lists(cells, max_size=5), max_size=6), st.sampled_from([",", ";", "\t"]))
@settings(max_examples=40)
def test_any_lines_under_a_known_header(rows: list[list[str]], sign: str) -> None:
    text = "\n".join(sign.join(row) for row in [["id", "name", "party", "tier"], *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "companies.csv"
        path.write_bytes(text.encode("utf-8"))
        look_at(path, Original("companies.csv", b""), skip_faulty=True)
