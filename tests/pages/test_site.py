"""The site: pages linked to each other, only what changed is written, files of others stay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from stakeholder_graph.errors import StakeholderGraphError
from stakeholder_graph.example import DATABASE, DAY, load_example
from stakeholder_graph.graph import StakeholderGraph, open_graph
from stakeholder_graph.pages.site_folder import LIST
from tests.pages.browser import OpenPage, axe_violations

ACCOUNTS = (
    "butterblume-molkerei-eg", "hagelkorn-brauerei-gmbh", "karmesin-chemie-ag",
    "landesamt-fuer-regenwasser-und-pfuetzen", "sonnentau-klinik-nieselbach-gmbh", "sonnentau-kliniken-ag",
    "windstille-energie-ag",
)  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    load_example(folder, DAY).close()
    return folder


@pytest.fixture(scope="module")
def graph(place: Path) -> Iterator[StakeholderGraph]:
    with open_graph(place / DATABASE, as_of=DAY) as opened:
        yield opened


@pytest.fixture(scope="module")
def site(graph: StakeholderGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "pages"
    told: list[tuple[int, int, str]] = []
    done = graph.site(folder, progress=lambda *at: told.append(at))
    assert [at[:2] for at in told] == [(number, 7) for number in range(1, 8)]
    assert done.unchanged == 0 and done.removed == ()
    assert sorted(path.name for path in done.written) == pages()
    return folder


def pages() -> list[str]:
    of_accounts = [f"{kind}-{name}.html" for kind in ("map", "visit") for name in ACCOUNTS]
    return sorted(["overview.html", "portfolio.html", *of_accounts])


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_second_run_writes_nothing_and_draws_nothing(site: Path, place: Path) -> None:
    before, times = held(site), {path.name: path.stat().st_mtime_ns for path in site.iterdir()}
    with open_graph(place / DATABASE, as_of=DAY) as again:
        done = again.site(site, progress=lambda *at: pytest.fail("an account was drawn"))
        assert "situation" not in again.__dict__
    assert (done.written, done.unchanged, done.removed) == ((), 16, ())
    assert held(site) == before
    assert {path.name: path.stat().st_mtime_ns for path in site.iterdir()} == times


def test_equal_records_give_equal_bytes(site: Path, graph: StakeholderGraph, tmp_path: Path) -> None:
    graph.site(tmp_path)
    assert held(tmp_path) == held(site)


def test_only_what_changed_is_written(place: Path, graph: StakeholderGraph, tmp_path: Path) -> None:
    graph.site(tmp_path)
    (tmp_path / "map-karmesin-chemie-ag.html").write_text("cut", encoding="utf-8")
    (tmp_path / "overview.html").unlink()
    with open_graph(place / DATABASE, as_of=DAY) as again:
        with pytest.raises(StakeholderGraphError, match=r"map-karmesin.*not written by this program"):
            again.site(tmp_path)
        (tmp_path / "map-karmesin-chemie-ag.html").unlink()
        done = again.site(tmp_path)
    assert sorted(path.name for path in done.written) == ["map-karmesin-chemie-ag.html", "overview.html"]
    assert done.unchanged == 14


def test_another_day_is_another_site(place: Path, graph: StakeholderGraph, tmp_path: Path) -> None:
    graph.site(tmp_path)
    with open_graph(place / DATABASE, as_of=DAY + timedelta(days=1)) as later:
        done = later.site(tmp_path)
    assert tmp_path / "overview.html" in done.written


def test_old_pages_of_ours_go_and_files_of_others_stay(graph: StakeholderGraph, tmp_path: Path) -> None:
    graph.site(tmp_path)
    told = json.loads((tmp_path / LIST).read_text(encoding="utf-8"))
    gone, changed = tmp_path / "map-gone.html", tmp_path / "map-changed.html"
    gone.write_bytes((tmp_path / "overview.html").read_bytes())
    changed.write_text("somebody's own notes", encoding="utf-8")
    foreign = tmp_path / "notes.html"
    foreign.write_text("mine", encoding="utf-8")
    outside = tmp_path.parent / "outside.html"
    outside.write_bytes(gone.read_bytes())
    fingerprint = told["files"]["overview.html"]
    told["files"] |= {"map-gone.html": fingerprint, "map-changed.html": fingerprint}
    told["files"] |= {"../outside.html": fingerprint, "..\\outside.html": fingerprint, LIST: fingerprint}
    (tmp_path / LIST).write_text(json.dumps(told), encoding="utf-8")
    done = graph.site(tmp_path)
    assert done.removed == (gone,)
    assert not gone.exists() and outside.exists()
    assert changed.read_text(encoding="utf-8") == "somebody's own notes"
    assert foreign.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"files": [1]}', '{"files": {"a.html": 1}}'])
def test_a_broken_list_costs_one_run(
    graph: StakeholderGraph, site: Path, tmp_path: Path, content: str
) -> None:
    for name, held_there in held(site).items():
        (tmp_path / name).write_bytes(held_there)
    (tmp_path / LIST).write_text(content, encoding="utf-8")
    done = graph.site(tmp_path)
    assert (done.written, done.unchanged, done.removed) == ((), 16, ())
    assert held(tmp_path) == held(site)


def test_a_file_of_others_in_the_way_is_refused_before_anything_is_written(
    graph: StakeholderGraph, tmp_path: Path
) -> None:
    (tmp_path / "overview.html").write_text("of somebody else", encoding="utf-8")
    with pytest.raises(StakeholderGraphError, match=r"overview\.html: is there already"):
        graph.site(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"overview.html"}


def test_pages_of_the_single_commands_are_taken_over(graph: StakeholderGraph, tmp_path: Path) -> None:
    graph.overview(tmp_path / "overview.html")
    assert len(graph.site(tmp_path).written) >= 7
    assert sorted(name for name in held(tmp_path) if name != LIST) == pages()


def test_a_file_in_place_of_the_folder_is_named(graph: StakeholderGraph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StakeholderGraphError, match="cannot be written"):
        graph.site(tmp_path / "file")


def test_pages_lead_to_each_other(open_page: OpenPage, site: Path) -> None:
    page = open_page(site / "overview.html")
    page.locator("tbody th a", has_text="Karmesin Chemie AG").click()
    page.wait_for_selector(".rows .row")
    assert page.inner_text("#crumb a") == "All accounts"
    page.locator("#panel a", has_text="Sheets for visits").click()
    assert page.title() == "Before the visit: Karmesin Chemie AG"
    people = page.locator("article").count()
    page.locator(".head a", has_text="Account map").click()
    assert page.inner_text("h1") == "Karmesin Chemie AG"
    page.goto(page.url.split("#")[0] + "#coverage=need&view=list")
    page.wait_for_selector("#list tbody tr")
    assert page.locator("#list tbody tr").count() == people
    name = page.locator("#list tbody tr button").first.inner_text()
    page.locator("#list tbody tr button").first.click()
    page.locator("#panel a", has_text="Sheet for the visit").click()
    anchor = page.url.split("#")[1]
    assert page.locator(f"#{anchor} h2").inner_text() == name


def test_what_changed_is_what_changes_tells(open_page: OpenPage, site: Path, graph: StakeholderGraph) -> None:
    changes = graph.changes(date(2026, 8, 24))
    page = open_page(site / "overview.html")
    assert page.inner_text("#changes") == "What changed since 2026-08-24"
    assert page.inner_text("#changed") == (
        f"{changes.before} gaps then, {changes.after} today: {len(changes.appeared)} came, "
        f"{len(changes.closed)} went, {len(changes.moved)} changed."
    )
    assert len(changes.appeared) > 0
    first = page.locator(".sides > div").first.locator("li .both:visible").all_inner_texts()
    gravest = sorted(changes.appeared, key=lambda one: -one.finding.severity)
    assert first == [one.finding.text() for one in gravest if one.finding.kind != "overloaded-carer"][:5]
    page.locator("[data-tool=language]").click()
    assert page.inner_text("#changes") == "Was sich seit dem 24.08.2026 geändert hat"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "name", ["overview", "portfolio", "map-karmesin-chemie-ag", "visit-karmesin-chemie-ag"]
)
def test_axe_has_nothing_to_say(
    open_page: OpenPage, site: Path, language: str, scheme: str, name: str
) -> None:
    page = open_page(site / f"{name}.html", f"#lang={language}", color_scheme=scheme)
    page.wait_for_selector(".rows .row" if name.startswith("map") else "h1")
    assert axe_violations(page) == []
