"""One page in a real Chromium, cut off from the network and watched: what it asks for and complains of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, WebError

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
OpenPage = Callable[..., Page]
AXE = files("axe_playwright_python").joinpath("axe.min.js")


class Watch:
    """What a page did that no page of ours may do: requests, errors on the console, dialogs."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", self._web_error)
        context.on("dialog", self._dialog)

    def problems(self) -> list[str]:
        """Return all of it as lines; empty when the page kept its promises."""
        return [f"request: {address}" for address in self.requests] + self.errors

    def _request(self, request: Request) -> None:
        # The file itself, and what the page made in memory, are no requests to anybody
        is_file_itself = request.is_navigation_request() and request.url.startswith("file:")
        is_in_memory = request.url.startswith(("data:", "blob:", "about:"))
        if not is_file_itself and not is_in_memory:
            self.requests.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"console: {message.text}")

    def _web_error(self, error: WebError) -> None:
        self.errors.append(f"exception: {error.error}")

    def _dialog(self, dialog: Dialog) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()


def fail_if_broken(watches: Iterable[Watch]) -> None:
    """Fail the test with all that its pages did and should not have done."""
    problems = [line for watch in watches for line in watch.problems()]
    if problems:
        pytest.fail("the page broke its promises:\n" + "\n".join(problems), pytrace=False)


def watched_context(browser: Browser, **options: Any) -> tuple[BrowserContext, Watch]:
    """Return a new context without a network, 1280 by 800 unless said otherwise, and its watch."""
    options.setdefault("viewport", {"width": 1280, "height": 800})
    context = browser.new_context(offline=True, **options)
    context.set_default_timeout(10_000)
    return context, Watch(context)


def axe_violations(page: Page) -> list[str]:
    """Return what axe-core holds against the page as it is shown now, one line for each element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # preload would ask for style sheets, and a page of ours has none outside itself
    found = page.evaluate("() => axe.run(document, {preload: false, resultTypes: ['violations']})")
    return [
        f"{violation['id']} ({violation['impact']}): {node['target']}: {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
