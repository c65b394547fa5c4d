"""One Chromium for all tests of a run, wherever they stand; each that uses it carries the marker `browser`.

The root conftest loads this once: were it imported by two folders, a run would start two, which Playwright
refuses.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.pages.browser import FLAGS, OpenPage, Watch, fail_if_broken, watched_context
from tests.pages.chromium import ADVICE, find_chromium


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine, started once."""
    program = find_chromium()
    if program is None:
        pytest.fail(ADVICE, pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(FLAGS), headless=True)
        yield started
        started.close()


@pytest.fixture
def watches() -> list[Watch]:
    """The watches over all pages that the test opened; a test may look into them before its end."""
    return []


@pytest.fixture
def open_page(browser: Browser, watches: list[Watch]) -> Iterator[OpenPage]:
    """Open a file: open_page(path, fragment="", color_scheme="dark", locale="de", viewport={...}).

    Options are those of Playwright's new_context. The test fails at its end when a page asked for
    anything but its own file, wrote an error to the console, threw, or opened a dialog.
    """
    contexts = []

    def open_file(path: Path, fragment: str = "", **options: Any) -> Page:
        context, watch = watched_context(browser, **options)
        contexts.append(context)
        watches.append(watch)
        page = context.new_page()
        page.goto(path.resolve().as_uri() + fragment)
        return page

    yield open_file
    for context in contexts:
        context.close()
    fail_if_broken(watches)


@pytest.fixture
def page(browser: Browser, watches: list[Watch]) -> Iterator[Page]:
    """One empty page, watched likewise: page.goto(path.as_uri())."""
    context, watch = watched_context(browser)
    watches.append(watch)
    yield context.new_page()
    context.close()
    fail_if_broken(watches)
