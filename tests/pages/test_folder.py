"""From the example's files to a folder of pages: what the analysis counted is what the pages say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from playwright.sync_api import Page

from stakeholder_graph.analysis.situation import Situation, count
from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.example import DAY, example_records
from stakeholder_graph.gaps.explain import explain
from stakeholder_graph.gaps.find import find_gaps
from stakeholder_graph.gaps.finding import Finding
from stakeholder_graph.model.policy import load_policy
from stakeholder_graph.model.records import Records, nodes_of
from stakeholder_graph.pages import file_names, map_data, overview_data, write_map, write_pages
from stakeholder_graph.pages.folder import slug
from stakeholder_graph.snapshot import take_snapshot
from tests.pages.browser import OpenPage, axe_violations

Known = tuple[Situation, list[Finding]]


def known(records: Records) -> Known:
    situation = Situation(take_snapshot(records, DAY), load_policy())
    gaps = find_gaps(situation)
    return situation, explain(situation, gaps, gaps.table.filter(pl.col("replaced_by").is_null()))


@pytest.fixture(scope="module")
def example() -> Known:
    return known(example_records())


@pytest.fixture(scope="module")
def pages(example: Known, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_pages(tmp_path_factory.mktemp("pages") / "new", *example)


def account(situation: Situation, identity: str) -> int:
    return int(situation.accounts.filter(id=identity)["account"][0])


def test_every_account_has_a_map_beside_the_overview(pages: list[Path]) -> None:
    assert [path.name for path in pages] == [
        "overview.html",
        "map-butterblume-molkerei-eg.html",
        "map-hagelkorn-brauerei-gmbh.html",
        "map-karmesin-chemie-ag.html",
        "map-landesamt-fuer-regenwasser-und-pfuetzen.html",
        "map-sonnentau-klinik-nieselbach-gmbh.html",
        "map-sonnentau-kliniken-ag.html",
        "map-windstille-energie-ag.html",
    ]
    assert sorted(path.name for path in pages[0].parent.iterdir()) == sorted(path.name for path in pages)
    assert all(path.stat().st_size < 400_000 for path in pages)


def test_writing_again_gives_the_same_bytes_and_names_of_ones_own(
    pages: list[Path], example: Known, tmp_path: Path
) -> None:
    again = write_pages(tmp_path, *example)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in pages]
    other = write_pages(tmp_path, *example, name="leadership.html", language="de")
    assert other[0].name == "leadership.html"
    assert '"overview":"leadership.html"' in other[1].read_text(encoding="utf-8")
    single = write_map(tmp_path / "deep" / "one.html", *example, account(example[0], "c-karmesin-chemie"))
    assert '"overview":null' in single.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_named(example: Known, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StakeholderGraphError, match="cannot be written"):
        write_pages(tmp_path / "file", *example)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Müller & Söhne GmbH", "mueller-soehne-gmbh"),
        ("Łódź Žižkov", "lodz-zizkov"),
        ("../../etc/passwd", "etc-passwd"),
        ("東京", "account"),
        ("a" * 90, "a" * 40),
        ("</script>", "script"),
    ],
)
def test_a_slug_is_safe_on_every_system(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_accounts_of_one_name_get_maps_of_their_own() -> None:
    names = ["Muster AG", "muster ag", "Muster AG 2", "Muster-AG"]
    rows = [{"id": f"c{at}", "name": name, "party": "customer"} for at, name in enumerate(names)]
    situation, _ = known(Records({"Company": nodes_of("Company", rows)}))
    files = file_names(situation)
    assert len(files) == len(set(files.values())) == 4


def test_the_map_says_of_each_person_what_the_story_tells(example: Known) -> None:
    situation, findings = example
    data = map_data(situation, findings, account(situation, "c-karmesin-chemie"))
    found = {person["name"]: person for person in data["people"]}
    words = {
        "Sigrid Zitronengelb": "gap",
        "Isidor Türkis": "warning",
        "Viktor Purpur": "fine",
        "Rasmus Elfenbein": "objected",
        "Lars Rostrot": "none",
        "Konrad Nordlicht": "own",
    }
    assert {name: found[name]["coverage"] for name in words} == words
    assert "Roswitha Pflaumenblau" not in found
    assert found["Dorothea Tiefdruck"]["side"] == "third"
    assert found["Dorothea Tiefdruck"]["kind"] == "authority"
    assert found["Viktor Purpur"]["roles"] == [{"role": "decider", "presumed": False, "about": ""}]
    pairs = [
        (data["people"][line["own"]]["name"], data["people"][line["other"]]["name"], line["duty"])
        for line in data["lines"]
    ]
    assert ("Konrad Nordlicht", "Viktor Purpur", "carer") in pairs
    assert all(data["people"][line["own"]]["side"] == "own" for line in data["lines"])
    assert data["numbers"]["gaps"] == 14 == len(data["findings"])
    assert [item["who"] for item in data["findings"] if item["person"] is None and item["who"]] == [
        "Roswitha Pflaumenblau"
    ]
    assert [finding["text"]["en"] for finding in data["findings"]] == [
        finding.text("en")
        for finding in findings
        if finding.account and finding.account.id == data["account"]["id"]
    ]


def test_overview_and_maps_tell_the_same_numbers(example: Known) -> None:
    situation, findings = example
    files = file_names(situation)
    data = overview_data(situation, findings, files)
    assert len(data["accounts"]) == 7
    for row in data["accounts"]:
        number = account(situation, row["id"])
        people = map_data(situation, findings, number)["people"]
        for level, cell in row["cells"].items():
            here = [
                who for who in people if who["side"] == "account" and str(who["level"] or "unknown") == level
            ]
            assert cell == counted(here), (row["name"], level)
        assert row["third"] == counted([who for who in people if who["side"] == "third"]), row["name"]
    # a person known at two accounts stands in both rows, and once in the number above them
    assert sum(row["all"][1] for row in data["accounts"]) == 56
    assert (data["numbers"]["cared"], data["numbers"]["needed"]) == (41, 48)
    assert data["numbers"]["needed"] == count(situation).needing_care
    assert sum(row["gaps"] for row in data["accounts"]) == sum(one.account is not None for one in findings)
    assert "Konrad Nordlicht" not in str({**data, "worst": []})


def counted(people: list[dict[str, Any]]) -> list[int]:
    """Cared for and in need, by the signs that the map shows."""
    words = [who["coverage"] for who in people]
    return [
        sum(word in ("fine", "warning") for word in words),
        sum(word in ("gap", "fine", "warning") for word in words),
    ]


def opened(open_page: OpenPage, path: Path, **options: Any) -> Page:
    page = open_page(path, **options)
    page.wait_for_selector(".rows .row" if path.name.startswith("map-") else "tbody tr")
    return page


def test_every_link_of_the_overview_opens_the_people_it_counts(
    open_page: OpenPage, pages: list[Path]
) -> None:
    page = opened(open_page, pages[0])
    count = page.locator("td a").count()
    assert count > 15
    for at in range(0, count, 4):
        text = page.locator("td a").nth(at).inner_text()
        page.locator("td a").nth(at).click()
        page.wait_for_selector(".rows .row")
        assert page.inner_text(".fields [role=status]").startswith(f"{text.split('/')[1]} of ")
        page.get_by_role("link", name="All accounts").click()
        page.wait_for_selector("tbody tr")


def test_axe_has_nothing_to_say_about_the_examples_pages(open_page: OpenPage, pages: list[Path]) -> None:
    for path, scheme in zip(pages, ["light", "dark"] * 4, strict=True):
        assert axe_violations(opened(open_page, path, color_scheme=scheme)) == [], path.name


def test_checks_without_anything_to_read_are_named_on_both_pages(open_page: OpenPage, tmp_path: Path) -> None:
    row = {"id": "c1", "name": "Muster AG", "party": "customer", "tier": "A"}
    paths = write_pages(tmp_path, *known(Records({"Company": nodes_of("Company", [row])})))
    said = "Relationship going cold (nobody of ours is in the data)"
    assert said in opened(open_page, paths[0]).inner_text("#not-run")
    page = opened(open_page, paths[1])
    assert said in page.inner_text("#panel .not-run")
    assert page.locator("#numbers button").all_inner_texts()[1:] == [
        "–\nno decider known to need care",
        "–\nno contact recorded",
    ]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("fragment", ["", "&person=p-sigrid-zitronengelb"])
def test_every_column_of_the_list_is_in_sight_on_a_laptop(
    open_page: OpenPage, pages: list[Path], language: str, fragment: str
) -> None:
    path = next(path for path in pages if "karmesin" in path.name)
    page = open_page(path, f"#view=list&lang={language}{fragment}")
    page.wait_for_selector("tbody tr")
    assert page.evaluate(
        "[document.getElementById('list')].map(box => box.scrollWidth - box.clientWidth)"
    ) == [0]
    # the position stands in a column of its own, or below the name
    assert page.locator("tbody tr").first.inner_text().count("Finanzvorstand") == 1
    # no name is broken within a word: two words stand on two lines at most
    link = page.locator("tbody button.link", has_text="Cordula Wasserläufer").last
    assert link.evaluate("link => link.offsetHeight / parseFloat(getComputedStyle(link).lineHeight)") < 2.5
