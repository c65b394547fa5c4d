"""One page in a real Chromium: when it is drawn, when a click selects, how smoothly it moves."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, ViewportSize, sync_playwright

from benchmarks.measuring import ProgramFailed
from tests.pages.browser import FLAGS
from tests.pages.chromium import ADVICE, find_chromium

Point = tuple[float, float]
VIEW = ViewportSize(width=1280, height=800)
EVERY = 0.02  # seconds between two looks at a page that is not ready

# The first text on a canvas is the drawing: neither vis-network nor ours writes any before. It counts from
# the frame after it. A page without a canvas is drawn when the browser says so.
NOTES = """
window.noted = {drawn: null, names: new Map(), frames: []};
const fillText = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
  if (noted.drawn === null) {
    noted.drawn = 0;
    requestAnimationFrame(() => { noted.drawn = performance.now(); });
  }
  if (noted.listening) noted.names.set(text, [x, y]);
  return fillText.apply(this, arguments);
};
window.notedFrames = () => {
  noted.frames = [];
  let before = performance.now();
  const next = (now) => {
    noted.frames.push(now - before);
    before = now;
    if (noted.running) requestAnimationFrame(next);
  };
  noted.running = true;
  requestAnimationFrame((now) => { before = now; requestAnimationFrame(next); });
};
"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


@dataclass(frozen=True)
class Opened:
    """Seconds from opening to the first drawing and to the first click that selected, and of the slowest
    twentieth of the frames while it was moved; None where the limit came first. `busy`: how long the page's
    own thread had a processor until the click, whatever else the machine did.
    """

    drawn: float | None
    selected: float | None
    frame: float | None
    busy: float | None


@dataclass(frozen=True)
class Trial:
    """How one kind of page is tried: where to click now (None while nobody can tell), what tells that it
    selected, and how it is moved.
    """

    where: Callable[[Page], Point | None]
    selected: str
    on_canvas: bool
    move: Callable[[Page], None]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine; ProgramFailed where there is none."""
    program = find_chromium()
    if program is None:
        raise ProgramFailed(ADVICE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS), headless=True)
        yield browser
        browser.close()


def open_once(browser: Browser, file: Path, trial: Trial, limit: float) -> Opened:
    """Open the page in a window of its own, click until somebody is selected, then move it."""
    context = browser.new_context(offline=True, viewport=VIEW)
    page = context.new_page()
    page.set_default_timeout(limit * 1000)
    page.add_init_script(NOTES)
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    try:
        begun = time.perf_counter()
        page.goto(file.resolve().as_uri(), wait_until="commit")
        selected = _selected(page, trial, begun, limit)
        drawn = page.evaluate("() => noted.drawn" if trial.on_canvas else PAINTED) if selected else None
        metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
        busy = float(metrics["TaskDuration"]) if selected else None
        return Opened(drawn and drawn / 1000, selected, _frame(page, trial.move) if selected else None, busy)
    finally:
        context.close()


def _selected(page: Page, trial: Trial, begun: float, limit: float) -> float | None:
    """Seconds until a click selected. A page at work takes clicks late, so the clock runs in the page."""
    while time.perf_counter() - begun < limit:
        point = trial.where(page)
        if point:
            page.mouse.click(*point)
            found = page.evaluate(f"() => ({trial.selected}) ? performance.now() : null")
            if found:
                return float(found) / 1000
        time.sleep(EVERY)
    return None


def _frame(page: Page, move: Callable[[Page], None]) -> float:
    page.evaluate("() => notedFrames()")
    move(page)
    frames = page.evaluate("() => { noted.running = false; return noted.frames; }")
    if len(frames) < 20:
        raise ProgramFailed(f"{page.url}: only {len(frames)} frames while it was moved")
    return float(statistics.quantiles(frames, n=20)[-1]) / 1000


def drag(page: Page, x: float, y: float) -> None:
    """Take hold of the drawing at a place and move it to and fro."""
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(90):
        page.mouse.move(x + 3 * (step % 30), y + 5 * abs(step % 60 - 30))
    page.mouse.up()


def turn_wheel(page: Page) -> None:
    """Move a page down and up by the wheel."""
    page.mouse.move(500, 500)
    for step in range(90):
        page.mouse.wheel(0, 60 if step % 60 < 30 else -60)
        page.wait_for_timeout(10)


def place_of_name(browser: Browser, file: Path, names: Sequence[str]) -> tuple[str, Point]:
    """The first of these names that stands on the first screen of a canvas, and where; ProgramFailed where
    none does.
    """
    context = browser.new_context(offline=True, viewport=VIEW)
    page = context.new_page()
    page.add_init_script(NOTES + "noted.listening = true;")
    page.goto(file.resolve().as_uri())
    try:
        page.wait_for_function("() => noted.drawn")
        name = page.evaluate("names => names.find((name) => noted.names.has(name))", names)
        x, y = page.evaluate("name => noted.names.get(name)", name)
        box = page.locator("canvas").first.bounding_box()
        assert box
        return name, (box["x"] + x + 6, box["y"] + y)
    except (Error, TypeError) as fault:
        raise ProgramFailed(f"{file.name}: nobody of the {len(names)} in need is shown") from fault
    finally:
        context.close()
