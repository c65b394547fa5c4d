"""The map as a picture: SVG that any reader takes, PNG, and the link to what is shown."""

from __future__ import annotations

import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from stakeholder_graph.pages.account_map import account_map
from tests.pages.browser import OpenPage
from tests.pages.fixtures import PAYLOADS, example_data, hostile_data

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "map.html"
    path.write_text(account_map(example_data()), encoding="utf-8", newline="\n")
    return path


def saved(page: Page, tool: str, folder: Path) -> Path:
    if not page.locator(f"[data-tool={tool}]").is_visible():
        page.locator("[data-tool=export]").click()
    with page.expect_download() as waiting:
        page.locator(f"[data-tool={tool}]").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_the_svg_parses_and_names_everybody_who_is_shown(
    open_page: OpenPage, example: Path, tmp_path: Path
) -> None:
    page = open_page(example)
    path = saved(page, "svg", tmp_path)
    assert path.name == "musterwerke-nordsee-ag.svg"
    tree = ElementTree.parse(path).getroot()
    texts = [item.text for item in tree.iter(f"{SVG}text")]
    assert texts[:2] == ["Musterwerke Nordsee AG", "Tier A · Customer · Anlagenbau · as of 23 Nov 2026"]
    shown = [one for one in example_data()["people"] if not one["name"].startswith(("Nadine", "Vera"))]
    assert len(shown) == 17
    for person in shown:
        assert any(text and person["name"].startswith(text.rstrip("…")) for text in texts), person["name"]
    # a symbol each, and one for each of the six states in the legend
    assert len(list(tree.iter(f"{SVG}g"))) == len(shown) + 6
    assert not list(tree.iter(f"{SVG}image")) and not list(tree.iter(f"{SVG}script"))
    assert path.read_bytes() == saved(open_page(example), "svg", tmp_path / "again").read_bytes()


def test_the_picture_follows_language_and_filter(open_page: OpenPage, example: Path, tmp_path: Path) -> None:
    page = open_page(example, "#lang=de&level=2&kind=account&view=list")
    tree = ElementTree.parse(saved(page, "svg", tmp_path)).getroot()
    texts = {item.text for item in tree.iter(f"{SVG}text")}
    assert "2  Management" in texts and "1  Unternehmensspitze" in texts
    assert "Jürgen Erfunden" in texts and "Konrad Fiktivus" not in texts


def test_the_png_is_twice_as_fine(open_page: OpenPage, example: Path, tmp_path: Path) -> None:
    page = open_page(example)
    svg = ElementTree.parse(saved(page, "svg", tmp_path)).getroot()
    content = saved(page, "png", tmp_path).read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", content[16:24]) == (
        2 * int(svg.get("width", "")),
        2 * int(svg.get("height", "")),
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_texts_are_text_in_the_picture_too(open_page: OpenPage, tmp_path: Path, payload: str) -> None:
    path = tmp_path / "map.html"
    path.write_text(account_map(hostile_data(payload)), encoding="utf-8", newline="\n")
    tree = ElementTree.parse(saved(open_page(path), "svg", tmp_path)).getroot()
    assert {item.tag.removeprefix(SVG) for item in tree.iter()} <= {
        "svg", "rect", "polyline", "text", "g", "path", "circle",
    }  # fmt: skip


def test_the_link_is_copied_or_said_to_be_in_the_address(open_page: OpenPage, example: Path) -> None:
    page = open_page(example, "#person=p-thilo-nirgendwo")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-tool=export]").click()
    page.locator("[data-tool=link]").click()
    page.wait_for_function(
        "/Link copied|address line/.test(document.querySelector('[data-tool=link]').textContent)"
    )
    if page.inner_text("[data-tool=link]") == "Link copied":
        assert page.evaluate("navigator.clipboard.readText()") == page.url
