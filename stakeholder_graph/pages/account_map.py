"""The account map: one account on the level ladder, who of ours cares for whom, and where nobody does."""

from __future__ import annotations

from typing import Any

from stakeholder_graph.pages import page
from stakeholder_graph.pages.ladder import Ladder, turns_of
from stakeholder_graph.pages.layout import arrange
from stakeholder_graph.pages.network_view import spread
from stakeholder_graph.pages.past_places import late_ties, packed_past

# What the page needs, as one dictionary of plain values. "Both" is a text in two languages,
# {"en": …, "de": …}; a person is named by its position in "people"; dates are ISO text; what is
# unknown is None or empty.
#
#   account    {"id", "name", "tier": "A"|None, "kind": Both, "industry": text}
#   as_of      date
#   language   "en"|"de": what the page opens in
#   overview   name of the overview's file beside this one, or None; sheets: that of the sheets for visits
#   anonymous  True where all names are invented; else left out
#   levels     {"en": [4 names, top first], "de": [4 names]}
#   people     [{"id", "name", "side": "own"|"account"|"third",
#                "kind": of third parties: "association", "opinion_leader", "supplier" …, else "",
#                "level": 1..4|None, "level_source": "given"|"read"|"unknown",
#                "organisation", "job_title", "department",
#                "roles": [{"role", "presumed": bool, "about": text}], "standing": [text],
#                "needs": {"carers", "deputy", "contacts_per_year", "same_level"}|None,
#                "coverage": "gap"|"warning"|"fine"|"none"|"objected"|"own",
#                "profile": {"preferred_channel", "topics", "avoid", "profile_updated",
#                            "email", "phone", "language"},
#                "employment": [{"organisation", "job_title", "department", "since", "until"}],
#                "contacts": [{"date", "channel", "subject", "with": [names]}], the last ones, newest first,
#                "last_contact": date|None,
#                "reports": [{"date", "author", "ratings": {name: 1..5}, "result", "finding"}], newest first,
#                "actions": [{"text", "due", "overdue", "responsible": [names]}], open ones,
#                "way": who can introduce us, as pages/ways_in.py describes it, or None}]
#   lines      [{"own", "other", "duty": "carer"|"deputy"|None, "observed": bool,
#                "since": date|None, "last_contact": date|None}]  care, from ours to theirs
#   relations  [{"kind", "from", "to", "verb": Both, "back": Both, "topic"}]  between people that are shown
#   rungs      [{"level", "needed", "cared", "asked": bool, "paired": bool}]
#                asked: same level is required there
#   findings   [{"kind", "severity", "class", "factors", "person"|None, "who": name|"", "carer": name|"",
#                "about": name|"", "text": Both, "includes": [{"kind", "text": Both}],
#                "evidence": [{"record", "id", "date", "source", "text": Both}],
#                "next_steps": [Both]}]  in the order of `gaps`; "who" without "person" has left
#   not_run    [{"kind", "missing": Both}]  checks for which the data hold nothing to read
#   cycle      [{"name", "state": "done"|"partly"|"missing"|"unknown", "step": Both, "said": Both (the state),
#                "text": Both, "next": [Both]}]  the seven steps of the cycle of care
#   trend      contacts month by month, as pages/trend.py describes it
#   numbers    {"gaps", "deciders", "deciders_cared", "last_contact": date|None}
#   past       the account on earlier days, as pages/past.py describes it; None where there are none

STYLES = ("colours.css", "common.css", "map.css", "cycle.css", "trend.css", "time.css")
SCRIPTS = (
    "common.js",
    "library.js",
    "state.js",
    "past.js",
    "symbols.js",
    "places.js",
    "people.js",
    "around.js",
    "filters.js",
    "search.js",
    "names.js",
    "way.js",
    "network.js",
    "network_names.js",
    "ladder.js",
    "held.js",
    "view.js",
    "keyboard.js",
    "list.js",
    "findings.js",
    "panel.js",
    "legend.js",
    "export.js",
    "cycle.js",
    "time.js",
    "map.js",
)
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "custom", "physics": False},
    "edges": {"smooth": False, "arrowStrikethrough": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "keyboard": {"enabled": False},
        "multiselect": False,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "tooltipDelay": 0,
    },
}


def account_map(data: dict[str, Any]) -> str:
    """One account as a page that opens from a mail attachment: the whole HTML text, nothing beside it.

    `data` is the dictionary described above, as `map_data` builds it. The same data give the same bytes.
    Nothing in it is run or loaded, whatever it says. O(n log n) in people and lines.
    """
    from pyvis.network import Network

    ladder = arrange(data["people"], data["lines"])
    network = Network(directed=True)
    network.options = OPTIONS
    network.nodes.extend(_nodes(data, ladder))
    network.edges.extend(_edges(data, ladder))
    network.templateEnv = page.environment()
    network.path = "map.html"
    spots = [[spot.row, spot.column, int(spot.folded)] for spot in ladder.spots]
    places = {
        "width": ladder.width,
        "height": ladder.height,
        "rows": [vars(row) for row in ladder.rows],
        "columns": [vars(column) for column in ladder.columns],
        "spots": spots,
        "network": spread(data["people"], data["lines"], data["relations"], *late_ties(data)),
    }
    past = packed_past(data)
    network.templateEnv.globals.update(
        page.parts(page.script_of(SCRIPTS), STYLES, page.vis_network()),
        language=data["language"],
        name=data["account"]["name"],
        trend=data["trend"],
        say=page.texts("map")[data["language"]],
        library=page.packed_vis_network(),
        data=page.as_json({**data, "people": [_compact(person) for person in data["people"]], "past": past}),
        places=page.as_json(places),
        texts=page.texts_as_json("map"),
        drawing=page.as_json(OPTIONS),
        as_json=page.as_json,
    )
    html: str = network.generate_html(name="map.html")
    return html


def _compact(person: dict[str, Any]) -> dict[str, Any]:
    """A person without what is empty: people.js puts it back."""
    return {name: value for name, value in person.items() if value not in (None, "", [], {})}


def _nodes(data: dict[str, Any], ladder: Ladder) -> list[dict[str, Any]]:
    """People by their position, then one node for each turn of a line."""
    people = [{"id": index, "x": spot.x, "y": spot.y} for index, spot in enumerate(ladder.spots)]
    turns = turns_of(data["lines"], ladder)
    return people + [
        {"id": f"turn{number}", "line": number, "x": x, "y": y} for number, (x, y) in turns.items()
    ]


def _edges(data: dict[str, Any], ladder: Ladder) -> list[dict[str, Any]]:
    """Lines of care, in two parts where they turn, then the other relations; each says what it is a part
    of.
    """
    turns = turns_of(data["lines"], ladder)
    edges: list[dict[str, Any]] = []
    for number, line in enumerate(data["lines"]):
        start = f"turn{number}" if number in turns else line["own"]
        edges.append({"id": f"line{number}", "line": number, "from": start, "to": line["other"]})
        if number in turns:
            edges.append({"id": f"start{number}", "line": number, "from": line["own"], "to": start})
    for number, relation in enumerate(data["relations"]):
        edges.append(
            {"id": f"relation{number}", "relation": number, "from": relation["from"], "to": relation["to"]}
        )
    return edges
