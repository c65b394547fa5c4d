"""The watch over pages sees what it has to see: else a clean result of the other tests says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.browser import OpenPage, axe_violations, watched_context

GOOD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Accounts</title></head>
<body><main><h1>Accounts</h1><p>All is well.</p></main></body></html>"""


def written(folder: Path, text: str) -> Path:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_opens_without_a_network_and_keeps_its_promises(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(written(tmp_path, GOOD), "#deciders", color_scheme="dark")
    assert page.text_content("h1") == "Accounts"
    assert page.evaluate("location.hash") == "#deciders"
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is True
    assert page.evaluate("navigator.onLine") is False
    assert axe_violations(page) == []


def test_the_plain_page_opens_a_file_too(page: Page, tmp_path: Path) -> None:
    page.goto(written(tmp_path, GOOD).as_uri())
    assert page.title() == "Accounts"


@pytest.mark.parametrize(
    ("part", "seen"),
    [
        ('<img alt="" src="http://example.invalid/logo.png">', "request: http://example.invalid/logo.png"),
        ("<script>fetch('http://example.invalid/x')</script>", "request: http://example.invalid/x"),
        ("<script>console.error('oops')</script>", "console: oops"),
        ("<script>throw new Error('broken')</script>", "exception: broken"),
        ("<script>alert('hello')</script>", "dialog: hello"),
        (
            '<link rel="stylesheet" href="beside.css">',
            "beside.css",
        ),
    ],
    ids=["image", "fetch", "console", "exception", "dialog", "file-beside"],
)
def test_the_watch_sees_it(browser: Browser, tmp_path: Path, part: str, seen: str) -> None:
    context, watch = watched_context(browser)
    page = context.new_page()
    page.goto(written(tmp_path, GOOD.replace("</main>", part + "</main>")).as_uri())
    page.wait_for_timeout(100)
    context.close()
    assert any(seen in line for line in watch.problems()), watch.problems()


def test_axe_sees_a_picture_without_words_and_pale_text(page: Page, tmp_path: Path) -> None:
    bad = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p style="color:#bbb">pale</p>'
    page.goto(written(tmp_path, GOOD.replace("</main>", bad + "</main>")).as_uri())
    assert sorted(line.split(" ")[0] for line in axe_violations(page)) == ["color-contrast", "image-alt"]
