"""Earlier days as the map's page has them: where everybody stood, and nothing that is as it is today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stakeholder_graph.pages.ladder import turns_of
from stakeholder_graph.pages.layout import arrange

LINE = ("own", "other", "duty", "observed", "since", "last_contact")

# As the page has a day:
#   date, numbers, gaps, people   as pages/past.py describes them
#   absent     positions of those of today's map who were not there; present: those of earlier days who were
#   lines      care as a list in the order of LINE, relations their numbers, rungs: left out where as today
#   places     the ladder of the day: "width", "height", "rows" and "columns" as lists, "spots": [row, column,
#              folded, x, y] of all who were there, in the order of their positions, "turns": [line, x, y]


def late_ties(data: Mapping[str, Any]) -> tuple[int, list[tuple[int, int]]]:
    """How many people only earlier days have, and all ties of these days."""
    past = data.get("past")
    if not past:
        return 0, []
    lines = {(line["own"], line["other"]) for day in past["days"] for line in day["lines"]}
    related = {(relation["from"], relation["to"]) for relation in past["relations"]}
    return len(past["people"]), sorted(lines | related)


def packed_past(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """The earlier days of an account's dictionary for its page; None where it has none.

    O(n log n) in people and lines for each day.
    """
    past = data.get("past")
    if not past:
        return None
    people = [*data["people"], *past["people"]]
    days = [_packed(day, data, people) for day in past["days"]]
    return {"people": past["people"], "relations": past["relations"], "days": days}


def _packed(
    day: Mapping[str, Any], data: Mapping[str, Any], people: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    today, there = len(data["people"]), set(day["there"])
    packed = {name: day[name] for name in ("date", "numbers", "gaps", "people")}
    packed["absent"] = [position for position in range(today) if position not in there]
    packed["present"] = [position for position in day["there"] if position >= today]
    if day["lines"] != data["lines"]:
        packed["lines"] = [[line[name] for name in LINE] for line in day["lines"]]
    if day["relations"] != list(range(len(data["relations"]))):
        packed["relations"] = day["relations"]
    if day["rungs"] != data["rungs"]:
        packed["rungs"] = day["rungs"]
    packed["places"] = _places(day, people)
    return packed


def _places(day: Mapping[str, Any], people: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    at = {position: number for number, position in enumerate(day["there"])}
    then = [{**people[position], **day["people"].get(str(position), {})} for position in day["there"]]
    lines = [{"own": at[line["own"]], "other": at[line["other"]]} for line in day["lines"]]
    ladder = arrange(then, lines)
    return {
        "width": ladder.width, "height": ladder.height,
        "rows": [[row.level, row.top, row.height, row.extra] for row in ladder.rows],
        "columns": [[column.key, column.left, column.width] for column in ladder.columns],
        "spots": [[spot.row, spot.column, int(spot.folded), spot.x, spot.y] for spot in ladder.spots],
        "turns": [[number, x, y] for number, (x, y) in turns_of(lines, ladder).items()],
    }  # fmt: skip
