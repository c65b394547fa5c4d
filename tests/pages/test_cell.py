"""The map in a notebook's cell: the same map, in a frame that reaches nothing outside itself."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from stakeholder_graph.graph import StakeholderGraph
from stakeholder_graph.pages.notebook import WrittenMap
from tests.pages.browser import fail_if_broken, watched_context


def test_a_map_is_the_path_that_was_written(graph: StakeholderGraph, tmp_path: Path) -> None:
    written = graph.map("Karmesin", tmp_path)
    assert isinstance(written, WrittenMap) and isinstance(written, Path)
    assert written == tmp_path / "map-karmesin-chemie-ag.html"
    assert written.parent == tmp_path and written.stat().st_size > 100_000


def test_a_cell_shows_the_map_and_lets_nothing_out(
    browser: Browser, graph: StakeholderGraph, tmp_path: Path
) -> None:
    cell = graph.map("Karmesin", tmp_path)._repr_html_()
    notebook = tmp_path / "notebook.html"
    notebook.write_text(
        f"<!DOCTYPE html><html lang='en'><title>n</title><script>window.secret = 1</script>{cell}</html>",
        encoding="utf-8",
    )
    context, watch = watched_context(browser, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(notebook.as_uri())
    frame = page.frames[1]
    frame.wait_for_selector(".rows .row")
    assert frame.inner_text("h1") == "Karmesin Chemie AG"
    frame.get_by_role("button", name="List").click()
    assert frame.locator("#list tbody tr").count() > 10
    frame.locator("#list tbody tr button").first.click()
    assert frame.inner_text("#panel h2") == frame.locator("#list tbody tr button").first.inner_text()
    assert page.get_attribute("iframe", "sandbox") == "allow-scripts"
    reached = "() => { try { return String(parent.secret) } catch { return 'nothing' } }"
    assert frame.evaluate(reached) == "nothing"
    context.close()
    fail_if_broken([watch])
