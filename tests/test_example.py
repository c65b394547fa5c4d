"""The example network is what its story says it is: complete, consistent, and on its day."""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, pairwise
from pathlib import Path

import pytest

import stakeholder_graph
from stakeholder_graph.model.ontology import ontology

PACKAGE = Path(stakeholder_graph.__file__).parent
FOLDER = PACKAGE / "example"
AS_OF = date(2026, 11, 23)
FIRST_DAY = date(2025, 5, 23)  # eighteen months before
KINDS = {kind.file: kind for kind in ontology().nodes.values()}
PARTS = ("organiser", "participants", "sender", "recipients")
STANDINGS = ("opinion_leader", "mandate_holder", "public_official")
FILES = [*KINDS, "relationships"]

Row = dict[str, str]


def rows(file: str) -> list[Row]:
    with (FOLDER / f"{file}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened, strict=True, restkey="beyond the header"))


def names() -> dict[str, str]:
    """Id -> name of everybody and everything that has a name."""
    return {row["id"]: row["name"] for file in KINDS for row in rows(file) if row.get("name")}


def values(cell: str) -> list[str]:
    return cell.split(";") if cell else []


def inline_ends(file: str) -> Iterator[tuple[str, str]]:
    """(column, id) of everything that a row names in another row."""
    columns = {one.column for one in KINDS[file].inline if one.names in ("start", "end") or one.helps}
    for row in rows(file):
        yield from ((column, end) for column in sorted(columns & row.keys()) for end in values(row[column]))


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_plain_utf8_with_comma_and_line_feed(file: str) -> None:
    content = (FOLDER / f"{file}.csv").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert b"," in content.split(b"\n", 1)[0]


@pytest.mark.parametrize("file", FILES)
def test_every_row_has_a_cell_for_every_column(file: str) -> None:
    for row in rows(file):
        assert "beyond the header" not in row
        assert None not in row.values()
        assert all(cell == cell.strip() for cell in row.values())


@pytest.mark.parametrize("file", KINDS)
def test_columns_and_values_are_those_of_the_model(file: str) -> None:
    kind = KINDS[file]
    inline = set(chain.from_iterable((one.column, *one.carries) for one in kind.inline))
    for row in rows(file):
        assert row.keys() <= {"id", *kind.properties, *inline}
        for column, cell in row.items():
            allowed = kind.properties[column].allowed if column in kind.properties else ()
            assert not allowed or set(values(cell)) <= set(allowed), f"{column}: {cell}"


def test_an_id_is_unique_over_all_kinds_and_readable() -> None:
    count = Counter(row["id"] for file in KINDS for row in rows(file))
    assert [one for one, times in count.items() if times > 1] == []
    assert [one for one in count if not re.fullmatch(r"[a-z]-[a-z0-9-]+", one)] == []


@pytest.mark.parametrize("file", KINDS)
def test_whatever_a_row_names_exists(file: str) -> None:
    known = {row["id"] for kind in KINDS for row in rows(kind)}
    assert [(column, end) for column, end in inline_ends(file) if end not in known] == []


def test_relationships_lead_from_and_to_what_the_model_allows() -> None:
    labels = {row["id"]: kind.label for file, kind in KINDS.items() for row in rows(file)}
    for row in rows("relationships"):
        kind = ontology().relationships[row["relationship"]]
        assert labels[row["from"]] in kind.starts, row
        assert labels[row["to"]] in kind.ends, row
        filled = {column for column, cell in row.items() if cell} - {"from", "relationship", "to"}
        assert filled <= kind.properties.keys(), row


def test_a_role_beside_a_person_has_the_employer_to_hold_it() -> None:
    assert [row["id"] for row in rows("people") if row["role"] and not row["organisation"]] == []


def people_of(company: str) -> set[str]:
    """With a job there on the example's day."""
    found = {row["id"] for row in rows("people") if row["organisation"] == company}
    for row in rows("relationships"):
        still = not row["valid_to"] or date.fromisoformat(row["valid_to"]) >= AS_OF
        if row["relationship"] == "WORKS_FOR" and row["to"] == company and still:
            found.add(row["from"])
    return found


def test_the_network_has_the_promised_size() -> None:
    party = {row["id"]: row["party"] for row in rows("companies")}
    customers = [company for company, said in party.items() if said == "customer"]
    assert Counter(party.values()) == {
        "own": 1,
        "customer": 6,
        "supplier": 2,
        "distributor": 1,
        "sales_partner": 1,
        "competitor": 1,
    }
    assert {company: len(people_of(company)) for company in customers} == {
        "c-sonnentau-kliniken": 22,
        "c-klinik-nieselbach": 8,
        "c-karmesin-chemie": 19,
        "c-windstille-energie": 15,
        "c-hagelkorn-brauerei": 12,
        "c-butterblume-molkerei": 9,
    }
    assert len(people_of("c-pusteblume-pumpenwerke")) == 15  # until Ole Himmelblau retires
    categories = Counter(row["category"] for row in rows("organisations"))
    assert (categories["association"], categories["authority"]) == (2, 1)
    assert [row["id"] for row in rows("organisations") if row["tier"]] == ["o-landesamt-regenwasser"]
    assert {row["standing"] for row in rows("people")} == {"", *STANDINGS}
    assert {row["is_open"] for row in rows("opportunities")} == {"true", "false"}
    assert 400 <= len(rows("interactions")) <= 700


def test_contacts_fill_the_eighteen_months_and_both_sides_start_them() -> None:
    contacts = rows("interactions")
    days = [date.fromisoformat(row["date"]) for row in contacts]
    assert days == sorted(days)
    assert [row["id"] for row in contacts if not row["id"].startswith(f"i-{row['date']}-")] == []
    assert days[0] >= FIRST_DAY
    assert days[-1] <= AS_OF
    assert max(later - earlier for earlier, later in pairwise(days)) <= timedelta(days=21)  # over Christmas
    assert [day for day in days if day.weekday() > 4] == []
    own = people_of("c-pusteblume-pumpenwerke") | {"p-ruth-abendrot"}
    for channel, starter in (("mail", "sender"), ("call", "organiser")):
        ours = [row[starter] in own for row in contacts if row["channel"] == channel]
        assert 0.35 < sum(ours) / len(ours) < 0.65
    assert {row["channel"] for row in contacts} == {"visit", "meeting", "call", "mail", "event"}


def test_nobody_takes_part_in_anything_before_or_after_their_job() -> None:
    left, came = "p-ruth-abendrot", "p-ulla-wetterleuchten"
    for row in rows("interactions"):
        there = {cell for column in PARTS for cell in values(row[column])}
        assert left not in there or row["date"] <= "2026-06-30", row
        assert came not in there or row["date"] >= "2026-08-01", row


def test_only_plans_lie_after_the_day() -> None:
    ahead = AS_OF.isoformat()
    assert [row["id"] for row in rows("reports") if row["date"] > ahead] == []
    assert {row["status"] for row in rows("measures") if row["date"] > ahead} == {"planned", "approved"}
    assert {row["status"] for row in rows("measures") if row["date"] <= ahead} == {"done", "cancelled"}
    assert {row["status"] for row in rows("actions") if row["due"] > ahead} == {"open"}
    still_open = [row for row in rows("actions") if row["status"] == "open"]
    assert [row["id"] for row in still_open if row["due"] < ahead] == ["a-ersatzteilpaket"]
    assert {row["is_open"] for row in rows("opportunities") if row["close_date"] > ahead} == {"true"}
    assert {row["is_open"] for row in rows("opportunities") if row["close_date"] <= ahead} == {"false"}
    starts = [row["valid_from"] for row in rows("relationships") if row["valid_from"] > ahead]
    ends = [row["from"] for row in rows("relationships") if row["valid_to"] > ahead]
    assert (starts, ends) == ([], ["p-ole-himmelblau"])


def test_nobody_can_be_reached_by_mail_or_phone() -> None:
    for row in rows("people"):  # the phone numbers are those that the regulator keeps free for films
        assert re.fullmatch(r"([a-z-]+\.[a-z-]+@[a-z-]+\.example)?", row["email"]), row["email"]
        assert re.fullmatch(r"(030 23125-\d{3})?", row["phone"]), row["phone"]


def test_the_story_names_only_what_exists_and_every_check() -> None:
    story = (FOLDER / "STORY.md").read_text(encoding="utf-8")
    everybody = set(names().values()) | {AS_OF.isoformat()}
    named = {" ".join(name.split()) for name in re.findall(r"\*\*([^*]+)\*\*", story)}
    assert named - everybody == set()
    policy = tomllib.loads((PACKAGE / "model" / "care-policy.toml").read_text(encoding="utf-8"))
    told = set(re.findall(r"`([a-z-]+)`", story)) - {"--group"}
    assert told == set(policy["severity"]["kind"])
