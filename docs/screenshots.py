"""The two pictures of the README: the example's real pages on its own day (`make screenshots`)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from stakeholder_graph.example import DAY, load_example

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.pages.browser import FLAGS
from tests.pages.chromium import find_chromium

IMAGES = Path(__file__).parent / "images"
PAGES = {"overview.png": "overview.html", "map.png": "map-karmesin-chemie-ag.html"}


def main() -> None:
    """Draw the example into a throw-away folder and take a picture of each page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with load_example(folder, DAY) as graph:
            graph.overview(folder)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
            page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
            for image, file in PAGES.items():
                page.goto((folder / file).as_uri())
                page.wait_for_timeout(1500)
                page.screenshot(path=IMAGES / image)
            browser.close()


if __name__ == "__main__":
    main()
