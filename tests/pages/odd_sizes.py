"""Accounts of odd sizes, from records through the analysis: nobody, one, many, a group, long names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from stakeholder_graph.model.records import Records, nodes_of, relationships_of
from stakeholder_graph.pages.map_data import map_data
from stakeholder_graph.pages.overview import overview_data
from stakeholder_graph.pages.portfolio import portfolio_data
from tests.pages.generated import known, one_account

Rows = list[dict[str, Any]]
LONG = (
    "Prof. Dr. Dr. h. c. Waltraud Hildegard Freifrau von Regenbogen-Wolkenkuckucksheim",
    "Maximiliane Antonia Schneeglöckchen-Vergissmeinnicht-Sonnenhut",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamter",
)
LONG_FIRM = (
    "Vereinigte Mitteleuropäische Regenschirm-, Gummistiefel- und Nebelhornwerke Betriebs-GmbH & Co. KGaA"
)
LONG_TITLE = "Stellvertretende Hauptabteilungsleiterin strategischer Einkauf Wetterschutz und Nebelabwehr"


def records(
    people: Sequence[dict[str, Any]], firms: Rows | None = None, cares: Sequence[tuple[str, str]] = ()
) -> Records:
    """A customer with people: name, level, role, firm; two of ours, and who cares for whom."""
    us = {"id": "us", "name": "Eigene Beispiel GmbH", "party": "own"}
    firms = firms or [{"id": "a", "name": "Wolkenbruch AG"}]
    companies = [
        us,
        *({"party": "customer", "tier": "A" if one["id"] == "a" else "C", **one} for one in firms),
    ]
    everybody: Rows = [{"id": f"o{at}", "name": name} for at, name in enumerate(("Uta Unser", "Till Eigen"))]
    jobs: Rows = [{"start": f"o{at}", "end": "us", "level": at + 1} for at in range(2)]
    roles: Rows = []
    for at, who in enumerate(people):
        everybody.append({"id": f"p{at}", "name": who["name"]})
        job = {"start": f"p{at}", "end": who.get("firm", "a"), "level": who.get("level")}
        jobs.append({**job, "job_title": who.get("title")})
        if "role" in who:
            roles.append({"start": f"p{at}", "end": "a", "role": who["role"]})
    care = [{"start": own, "end": other, "duty": "carer"} for own, other in dict.fromkeys(cares)]
    group = [{"start": one["id"], "end": "a"} for one in firms if one["id"] != "a"]
    met = [
        {"id": f"i{at}", "date": date(2026, 11, 2) - timedelta(days=20 * at), "channel": "visit"}
        for at in range(len(cares))
    ]
    took = [{"start": who, "end": f"i{at}"} for at, pair in enumerate(cares) for who in pair]
    return Records(
        {
            "Company": nodes_of("Company", companies),
            "Person": nodes_of("Person", everybody),
            "Interaction": nodes_of("Interaction", met),
        },
        {
            "WORKS_FOR": relationships_of("WORKS_FOR", jobs),
            "PLAYS_ROLE": relationships_of("PLAYS_ROLE", roles),
            "CARES_FOR": relationships_of("CARES_FOR", care),
            "PART_OF": relationships_of("PART_OF", group),
            "TOOK_PART": relationships_of("TOOK_PART", took),
        },
    )


def _person(name: str, level: int | None = None, **more: Any) -> dict[str, Any]:
    return {"name": name, "level": level, **more}


def _in_order() -> Records:
    """A decider and a user; the decider is met by an equal, and no check finds anything."""
    people = [_person("Ada Mohn", 1, role="decider"), _person("Bela Tau", 3)]
    return records(people, [{"id": "a", "name": "Wolkenbruch AG", "tier": "C"}], [("o0", "p0")] * 3)


def _without_levels() -> Records:
    people = [
        _person("Ada Mohn", role="decider"), _person("Bela Tau", role="buyer"), _person("Cora Hagel"),
        _person("Dana Reif", role="co_decider"), _person("Egon Firn"),
    ]  # fmt: skip
    return records(people, cares=[("o0", "p1")])


def _group() -> Records:
    """Twelve companies, each with a decider, a buyer and somebody of whom nothing is asked."""
    names = ("Nord", "Süd", "Ost", "West", "Mitte", "Küste", "Berg", "Tal", "Heide", "Wald", "Fluss", "See")
    firms = [{"id": "a", "name": "Wolkenbruch Holding SE"}]
    firms += [{"id": f"f{at}", "name": f"Wolkenbruch {name} GmbH"} for at, name in enumerate(names[1:])]
    people = []
    for firm, name in zip(firms, names, strict=True):
        people += [
            _person(f"Ada {name}", 1, firm=firm["id"], title="Geschäftsführerin", role="decider"),
            _person(f"Bela {name}", 3, firm=firm["id"], title="Leiter Einkauf", role="buyer"),
            _person(f"Cora {name}", 4, firm=firm["id"]),
        ]
    return records(people, firms, [(f"o{at % 2}", f"p{3 * at}") for at in range(0, 12, 2)])


def _long_names() -> Records:
    firms = [{"id": "a", "name": LONG_FIRM}]
    people = [
        _person(f"{name} {level}", level, title=f"{LONG_TITLE} {at}", role=role)
        for level in (1, 2, 3)
        for at, (name, role) in enumerate(zip(LONG, ("decider", "influencer", "buyer"), strict=True))
    ]
    return records(people, firms, [("o0", "p1"), ("o1", "p5")])


MAKERS: dict[str, Callable[[], Records]] = {
    "no gaps": _in_order,
    "nobody": lambda: records([]),
    "one person": lambda: records([_person("Ada Mohn", 2, role="decider", title="Werkleiterin")]),
    "400 people": lambda: one_account(400),
    "no level": _without_levels,
    "group": _group,
    "long names": _long_names,
}


@dataclass(frozen=True)
class Odd:
    """What an account of an odd size gives: the dictionaries of its map, the overview and the portfolio."""

    map: dict[str, Any]
    overview: dict[str, Any]
    portfolio: dict[str, Any]


def odd(name: str) -> Odd:
    situation, findings = known(MAKERS[name](), group=name == "group")
    account = int(situation.accounts.sort("id")["account"][0])
    return Odd(
        map_data(situation, findings, account, overview="overview.html"),
        overview_data(situation, findings, {account: "map.html"}),
        portfolio_data(situation, findings, {account: "map.html"}),
    )
