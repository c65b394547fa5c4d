"""Sheets to read before a visit: who this is, who cares, what to raise, what to avoid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from stakeholder_graph.pages import page
from stakeholder_graph.pages.visit_card import Card

STYLES = ("colours.css", "common.css", "handover.css", "visit.css")
SCRIPTS = ("common.js", "handover.js")


def visit(data: Mapping[str, Any], people: Iterable[int] | None = None, *, back: str | None = None) -> str:
    """Sheets of people of one account as one page to print, a sheet of paper each: the whole HTML text.

    `data` is the dictionary of the account's map (see account_map.py), `people` positions in its "people";
    without them all who need care. `back` is the file of the map that the page leads back to. The same data
    give the same bytes. Of somebody who objects to contact only the mark is told. O(people + findings).
    """
    language = data["language"]
    words = page.texts("visit")[language]
    wanted = needing_care(data) if people is None else list(people)
    card = Card(data, language)
    template = page.environment().get_template("visit.html")
    return template.render(
        page.parts(page.script_of(SCRIPTS), STYLES),
        account=data["account"]["name"],
        tier=data["account"]["tier"] or "",
        as_of=card.day(data["as_of"]),
        anonymous=bool(data.get("anonymous")),
        back=back,
        cards=[card.of(index) for index in wanted],
        title=data["people"][wanted[0]]["name"] if people is not None and wanted else data["account"]["name"],
        say=words,
        language=language,
        texts=page.texts_as_json("visit"),
    )


def needing_care(data: Mapping[str, Any]) -> list[int]:
    """Positions of all who need care, the highest level first, gaps before others."""
    people = data["people"]
    wanted = [index for index, person in enumerate(people) if person["needs"]]
    gaps = {"gap": 0, "warning": 1}
    return sorted(
        wanted,
        key=lambda at: (
            people[at]["level"] or 9, gaps.get(people[at]["coverage"], 2), people[at]["name"], at,
        ),
    )  # fmt: skip
