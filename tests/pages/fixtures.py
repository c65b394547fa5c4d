"""What the account map is made of, with invented people: a small account, a large one, a hostile one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from stakeholder_graph.pages.trend import trend_chart

WriteMap = Callable[[dict[str, Any]], Path]
"""Write the map of such a dictionary into a file and return its path."""

PAYLOADS = (
    "</script><script>window.hacked=1;alert(1)</script>",
    '<img src=x onerror="window.hacked=1;alert(1)">',
    '"><svg onload=alert(1)>',
    "'><iframe srcdoc='<script>parent.hacked=1</script>'>",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "javascript:alert(1)",
    "<!--<script>",
    "]]><![CDATA[",
    "=HYPERLINK(0)&lt;b&gt;",
    "\u202eesrever \u2028line\u2029 \x7f",
    '<a href="http://example.invalid/">x</a>',
    "__proto__",
    "x" * 300,
)
KINDS = {"own": "", "account": "", "third": "association"}


def person(name: str, side: str, level: int | None, coverage: str, **more: Any) -> dict[str, Any]:
    """One person of the dictionary; what is not said is empty."""
    made: dict[str, Any] = {
        "id": f"p-{name.lower().replace(' ', '-')}",
        "name": name,
        "side": side,
        "kind": KINDS[side],
        "level": level,
        "level_source": "given" if level else "unknown",
        "organisation": "",
        "job_title": "",
        "department": "",
        "roles": [],
        "standing": [],
        "needs": None,
        "coverage": coverage,
        "profile": {},
        "employment": [],
        "contacts": [],
        "last_contact": None,
        "reports": [],
        "actions": [],
        "way": None,
    }
    unknown = set(more) - set(made)
    assert not unknown, unknown
    return {**made, **more}


def role(name: str, about: str = "", presumed: bool = False) -> list[dict[str, Any]]:
    return [{"role": name, "about": about, "presumed": presumed}]


def needs(
    carers: int = 1, deputy: bool = False, contacts: int = 6, same_level: bool = False
) -> dict[str, Any]:
    return {"carers": carers, "deputy": deputy, "contacts_per_year": contacts, "same_level": same_level}


def line(own: int, other: int, duty: str | None = "carer", **more: Any) -> dict[str, Any]:
    return {
        "own": own,
        "other": other,
        "duty": duty,
        "observed": duty is None,
        "since": None,
        "last_contact": None,
        **more,
    }


def finding(
    kind: str, about: int | None, severity: float, text: tuple[str, str], **more: Any
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "kind": kind,
        "severity": severity,
        "class": "high" if severity >= 40 else "medium" if severity >= 12 else "low",
        "factors": {"tier": 3, "role": 3, "kind": severity / 9},
        "person": about,
        "who": "",
        "carer": "",
        "about": "",
        "text": {"en": text[0], "de": text[1]},
        "includes": [],
        "evidence": [
            {
                "record": "PLAYS_ROLE",
                "id": f"role-{about}",
                "date": "2026-03-02",
                "source": "crm",
                "text": {"en": "decider since 2 March 2026", "de": "Entscheider seit 2. März 2026"},
            }
        ],
        "next_steps": [
            {
                "en": "Name somebody of the same level as carer.",
                "de": "Jemanden derselben Ebene als Betreuer benennen.",
            }
        ],
    }
    return {**made, **more}


def _ours() -> list[dict[str, Any]]:
    firm = "Beispielwerk GmbH"
    return [
        person("Henriette Vorlage", "own", 1, "own", organisation=firm, job_title="Geschäftsführerin"),
        person("Malte Mustermann", "own", 2, "own", organisation=firm, job_title="Vertriebsleiter"),
        person("Ayşe Beispiel", "own", 3, "own", organisation=firm, job_title="Key-Account-Managerin"),
        person("Ole Probe", "own", 4, "own", organisation=firm, job_title="Vertriebsinnendienst"),
    ]


def _theirs() -> list[dict[str, Any]]:
    firm = "Musterwerke Nordsee AG"
    contact = {
        "date": "2026-10-12",
        "channel": "visit",
        "subject": "Jahresgespräch",
        "with": ["Malte Mustermann"],
    }
    report = {
        "date": "2026-09-30",
        "author": "Malte Mustermann",
        "ratings": {"sympathy": 4, "trust": 3, "negotiation_climate": 5},
        "result": "Sieht uns als ersten Ansprechpartner.",
        "finding": "Möchte früher in Planungen einbezogen werden.",
    }
    earlier = {
        **report,
        "date": "2026-03-14",
        "ratings": {"sympathy": 3, "trust": 2},
        "result": "Kennt uns kaum.",
        "finding": "",
    }
    job = {
        "organisation": firm,
        "job_title": "Leiter Einkauf",
        "department": "Einkauf",
        "since": "2019-04-01",
        "until": None,
    }
    return [
        person(
            "Dr. Gesine Platzhalter-Oldendorf",
            "account",
            1,
            "gap",
            job_title="Vorstandsvorsitzende",
            needs=needs(1, True, 12, True),
            roles=role("decider"),
            organisation=firm,
            last_contact="2026-02-03",
        ),
        person(
            "Konrad Fiktivus",
            "account",
            1,
            "fine",
            job_title="Finanzvorstand",
            needs=needs(1, True, 12, True),
            roles=role("co_decider", "Neubau Halle 4"),
            organisation=firm,
            last_contact="2026-10-02",
        ),
        person(
            "Jürgen Erfunden",
            "account",
            2,
            "fine",
            job_title="Leiter Einkauf",
            department="Einkauf",
            needs=needs(1, True, 12, True),
            roles=role("decider", "Neubau Halle 4"),
            organisation=firm,
            contacts=[contact],
            last_contact="2026-10-12",
            reports=[report, earlier],
            employment=[job],
            profile={
                "preferred_channel": "visit",
                "topics": "Segeln, Logistik",
                "avoid": "Anrufe vor neun",
                "profile_updated": "2026-05-01",
                "email": "erfunden@example.com",
                "phone": "+49 40 000000",
            },
        ),
        person(
            "Monika Ausgedacht",
            "account",
            2,
            "warning",
            job_title="Leiterin Technik",
            level_source="read",
            needs=needs(1, False, 8, True),
            roles=role("co_decider", presumed=True),
            organisation=firm,
            last_contact="2026-01-20",
        ),
        person(
            "Thilo Nirgendwo",
            "account",
            2,
            "gap",
            job_title="Werksleiter",
            needs=needs(1, False, 4),
            roles=role("influencer"),
            organisation=firm,
        ),
        person(
            "Sabine Müßig",
            "account",
            3,
            "fine",
            job_title="Teamleiterin strategischer Einkauf und Lieferantenentwicklung",
            needs=needs(1, False, 4),
            roles=role("buyer"),
            organisation=firm,
            last_contact="2026-11-02",
        ),
        person(
            "Łukasz Wymyślony",
            "account",
            3,
            "warning",
            job_title="Projektleiter",
            needs=needs(1, False, 4),
            roles=role("influencer"),
            organisation=firm,
            last_contact="2026-03-05",
        ),
        person(
            "Petra Widerspruch",
            "account",
            3,
            "objected",
            job_title="Leiterin Qualität",
            roles=role("gatekeeper"),
            organisation=firm,
        ),
        person(
            "Ömer Luftig",
            "account",
            3,
            "none",
            job_title="Teamleiter Labor",
            roles=role("user"),
            organisation=firm,
        ),
        person(
            "Uwe Garnicht",
            "account",
            None,
            "none",
            job_title="Kümmerer",
            roles=role("initiator"),
            organisation=firm,
        ),
        *[
            person(
                f"Nadine Schein {number}",
                "account",
                4,
                "none",
                job_title="Sachbearbeitung",
                organisation=firm,
            )
            for number in range(1, 8)
        ],
        person("Vera Vielleicht", "account", 2, "none", job_title="Leiterin Recht", organisation=firm),
    ]


def _thirds() -> list[dict[str, Any]]:
    return [
        person(
            "Prof. Ewald Erdacht",
            "third",
            1,
            "fine",
            kind="opinion_leader",
            standing=["opinion_leader"],
            organisation="Hochschule Irgendwo",
            job_title="Professor",
            needs=needs(1, False, 2),
            last_contact="2026-08-19",
        ),
        person(
            "Carla Phantasie",
            "third",
            2,
            "gap",
            kind="association",
            organisation="Verband der Beispielindustrie",
            job_title="Hauptgeschäftsführerin",
            needs=needs(1, False, 2),
        ),
        person(
            "Bernd Vermutlich",
            "third",
            3,
            "none",
            kind="association",
            organisation="Verband der Beispielindustrie",
            job_title="Referent",
        ),
    ]


def _findings(index: dict[str, int]) -> list[dict[str, Any]]:
    gesine, monika, lukasz = (
        index[name] for name in ("Dr. Gesine Platzhalter-Oldendorf", "Monika Ausgedacht", "Łukasz Wymyślony")
    )
    included = {"kind": "missing-profile", "text": {"en": "No care profile.", "de": "Kein Betreuungsprofil."}}
    return [
        finding(
            "uncovered-decider",
            gesine,
            90.0,
            (
                "Nobody of ours cares for Dr. Gesine Platzhalter-Oldendorf, decider at Musterwerke.",
                "Niemand von uns betreut Dr. Gesine Platzhalter-Oldendorf, Entscheider.",
            ),
            includes=[included],
        ),
        finding(
            "missing-role",
            None,
            72.0,
            (
                "Nobody is known as decider of the opportunity Retrofit Line 2.",
                "Zum Vorhaben Retrofit Linie 2 ist kein Entscheider bekannt.",
            ),
        ),
        finding(
            "level-mismatch",
            monika,
            30.0,
            (
                "Monika Ausgedacht is cared for from below: Ayşe Beispiel, lead.",
                "Monika Ausgedacht wird von unten betreut: Ayşe Beispiel, Leitung.",
            ),
        ),
        finding(
            "uncovered-influencer",
            index["Carla Phantasie"],
            18.0,
            ("Nobody of ours cares for Carla Phantasie.", "Niemand von uns betreut Carla Phantasie."),
        ),
        finding(
            "uncovered-influencer",
            index["Thilo Nirgendwo"],
            18.0,
            ("Nobody of ours cares for Thilo Nirgendwo.", "Niemand von uns betreut Thilo Nirgendwo."),
        ),
        finding(
            "stale-care",
            lukasz,
            12.0,
            (
                "The last contact with Łukasz Wymyślony is 263 days ago.",
                "Der letzte Kontakt mit Łukasz Wymyślony liegt 263 Tage zurück.",
            ),
        ),
    ]


def _ways(people: list[dict[str, Any]], index: dict[str, int]) -> None:
    """Ewald can introduce Henriette to Gesine; Thilo is known to somebody who is not on the map."""

    def link(name: str, where: str = "") -> dict[str, Any]:
        return {"name": name, "where": where, "at": index.get(name)}

    def step(warmth: str, last: str | None = None) -> dict[str, Any]:
        return {"warmth": warmth, "basis": "contacts" if last else "acquaintance", "last": last}

    people[index["Dr. Gesine Platzhalter-Oldendorf"]]["way"] = {
        "people": [
            link("Henriette Vorlage", "Beispielwerk GmbH"),
            link("Prof. Ewald Erdacht", "Hochschule Irgendwo"),
            link("Dr. Gesine Platzhalter-Oldendorf", "Musterwerke Nordsee AG"),
        ],
        "steps": [step("warm", "2026-08-19"), step("cool")],
    }
    people[index["Thilo Nirgendwo"]]["way"] = {
        "people": [
            link("Bodo Abwesend", "Beispielwerk GmbH"), link("Karla Fernab", "Anderswo KG"),
            link("Thilo Nirgendwo", "Musterwerke Nordsee AG"),
        ],
        "steps": [step("close", "2026-11-01"), step("cold")],
    }  # fmt: skip
    people[index["Jürgen Erfunden"]]["actions"] = [
        {
            "text": "Bring the drawings of hall 4", "due": "2026-11-01", "overdue": True,
            "responsible": ["Malte Mustermann"],
        }
    ]  # fmt: skip


def cycle_example() -> list[dict[str, Any]]:
    """The seven steps of the cycle: one missing, two begun, one that nobody can tell of."""
    steps = (
        ("value", "done", "Value known", "Wert bekannt"),
        ("people", "done", "People identified", "Personen ermittelt"),
        ("profiles", "partly", "Profiles made", "Profile erstellt"),
        ("care", "partly", "Care distributed", "Betreuung verteilt"),
        ("contacts", "done", "Contacts kept", "Kontakte gehalten"),
        ("reports", "missing", "Reports in", "Berichte liegen vor"),
        ("changes", "unknown", "Findings acted upon", "Erkenntnisse umgesetzt"),
    )
    said = {
        "done": ("done", "erledigt"), "partly": ("partly", "teilweise"), "missing": ("missing", "fehlt"),
        "unknown": ("not known", "unbekannt"),
    }  # fmt: skip
    return [
        {
            "name": name,
            "state": state,
            "step": {"en": english, "de": german},
            "said": dict(zip(("en", "de"), said[state], strict=True)),
            "text": {"en": f"{english}: 1 of 2.", "de": f"{german}: 1 von 2."},
            "next": [] if state == "done" else [{"en": f"Do {name}.", "de": f"Tun Sie {name}."}],
        }
        for name, state, english, german in steps
    ]


def trend_example() -> dict[str, Any]:
    """Eight months of contacts: visits that turn into mails."""
    return trend_chart(
        {
            "months": [f"2026-{month:02d}" for month in range(4, 12)],
            "personal": [4, 3, 3, 2, 2, 1, 0, 1],
            "remote": [1, 1, 2, 3, 4, 4, 5, 0],
            "last_year": {"personal": 16, "remote": 20},
            "year_before": {"personal": 30, "remote": 9},
        }
    )


def example_data() -> dict[str, Any]:
    """An account of 22 people and 4 of ours, in which each coverage, duty and side occurs.

    1  Henriette ─── Konrad        Gesine (!)          Ewald ◁ Henriette
    2  Malte ─────── Jürgen        Thilo (!), Vera     Carla (!)
    3  Ayşe ──────── Sabine        Łukasz ◁ Ole, Petra (⊘), Ömer        Ayşe ─▷ Monika (2)
    4  Ole                         seven of whom nothing is asked
    ?                              Uwe
    """
    people = [*_ours(), *_theirs(), *_thirds()]
    index = {item["name"]: number for number, item in enumerate(people)}
    pairs = [
        ("Henriette Vorlage", "Konrad Fiktivus", "carer"),
        ("Malte Mustermann", "Jürgen Erfunden", "carer"),
        ("Ayşe Beispiel", "Jürgen Erfunden", "deputy"),
        ("Ayşe Beispiel", "Monika Ausgedacht", "carer"),
        ("Ayşe Beispiel", "Sabine Müßig", "carer"),
        ("Ole Probe", "Łukasz Wymyślony", None),
        ("Henriette Vorlage", "Prof. Ewald Erdacht", "carer"),
    ]
    knows = {
        "from": index["Prof. Ewald Erdacht"],
        "to": index["Dr. Gesine Platzhalter-Oldendorf"],
        "topic": "Normung",
    }
    _ways(people, index)
    leads = {"from": index["Jürgen Erfunden"], "to": index["Konrad Fiktivus"], "topic": ""}
    return {
        "account": {
            "id": "c-muster",
            "name": "Musterwerke Nordsee AG",
            "tier": "A",
            "kind": {"en": "customer", "de": "Kunde"},
            "industry": "Anlagenbau",
        },
        "as_of": "2026-11-23",
        "language": "en",
        "overview": None,
        "levels": {
            "en": ["top", "management", "lead", "operative"],
            "de": ["Unternehmensspitze", "Management", "Leitung", "Operativ"],
        },
        "people": people,
        "lines": [
            line(index[own], index[other], duty, last_contact=people[index[other]]["last_contact"])
            for own, other, duty in pairs
        ],
        "relations": [
            {
                **knows,
                "kind": "INFLUENCES",
                "verb": {"en": "influences", "de": "beeinflusst"},
                "back": {"en": "is influenced by", "de": "wird beeinflusst von"},
            },
            {
                **leads,
                "kind": "REPORTS_TO",
                "verb": {"en": "reports to", "de": "berichtet an"},
                "back": {"en": "leads", "de": "führt"},
            },
        ],
        "rungs": [
            {"level": 1, "needed": 2, "cared": 1, "asked": True, "paired": True},
            {"level": 2, "needed": 3, "cared": 2, "asked": True, "paired": True},
            {"level": 3, "needed": 2, "cared": 2, "asked": False, "paired": False},
            {"level": 4, "needed": 0, "cared": 0, "asked": False, "paired": False},
        ],
        "findings": _findings(index),
        "not_run": [],
        "cycle": cycle_example(),
        "trend": trend_example(),
        "numbers": {"gaps": 6, "deciders": 4, "deciders_cared": 3, "last_contact": "2026-11-02"},
    }


def large_data(count: int = 200) -> dict[str, Any]:
    """An account of `count` people and eight of ours; every fifth needs care, a third of those has none."""
    data = example_data()
    ours = [person(f"Betreuer Nummer {number}", "own", 1 + number % 4, "own") for number in range(8)]
    theirs, lines, findings = [], [], []
    for number in range(count):
        asked = number % 5 == 0
        coverage = "none" if not asked else "gap" if number % 15 == 0 else "fine"
        theirs.append(
            person(
                f"Person Nummer {number:05d}",
                "account",
                1 + (number * number + number // 7) % 4,
                coverage,
                job_title=f"Position {number % 17}",
                organisation=data["account"]["name"],
                needs=needs() if asked else None,
                roles=role("decider" if number % 10 == 0 else "influencer") if asked else [],
                last_contact="2026-09-01" if asked else None,
            )
        )
        if coverage == "fine":
            lines.append(line(number % 8, 8 + number))
        if coverage == "gap":
            findings.append(
                finding(
                    "uncovered-decider",
                    8 + number,
                    90.0,
                    (
                        f"Nobody of ours cares for number {number}.",
                        f"Niemand von uns betreut Nummer {number}.",
                    ),
                )
            )
    deciders = [item for item in theirs if item["roles"] and item["roles"][0]["role"] == "decider"]
    numbers = {
        "gaps": len(findings),
        "deciders": len(deciders),
        "deciders_cared": sum(item["coverage"] == "fine" for item in deciders),
        "last_contact": "2026-09-01",
    }
    return {
        **data,
        "people": [*ours, *theirs],
        "lines": lines,
        "relations": [],
        "findings": findings,
        "numbers": numbers,
    }


def poisoned(
    value: Any,
    payload: str,
    keep: tuple[str, ...] = ("side", "coverage", "class", "language", "level_source", "duty"),
) -> Any:
    """The same data with the payload in every text that is not one of the page's own words."""
    if isinstance(value, dict):
        return {
            name: inner if name in keep else poisoned(inner, payload, keep) for name, inner in value.items()
        }
    if isinstance(value, list):
        return [poisoned(inner, payload, keep) for inner in value]
    return f"{payload} {value}" if isinstance(value, str) else value


def hostile_data(payload: str) -> dict[str, Any]:
    """The example in which every text, id, date and note begins with a payload; ids stay unique."""
    data: dict[str, Any] = poisoned(example_data(), payload)
    return data


def account_row(name: str, tier: str, industry: str, gaps: int, cells: tuple[int, ...]) -> dict[str, Any]:
    """One account of the overview: cells are cared and needed for the levels 1 to 4."""
    pairs = [[cells[at], cells[at + 1]] for at in range(0, 8, 2)]
    kinds = ["uncovered-decider", "stale-care"][: min(gaps, 2)]
    return {
        "id": f"c-{name}",
        "name": name,
        "tier": tier,
        "industry": industry,
        "file": f"map-{len(name)}.html",
        "gaps": gaps,
        "kinds": kinds,
        "all": [sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)],
        "cells": {**{str(level): pairs[level - 1] for level in range(1, 5)}, "unknown": [0, 0]},
        "third": [0, 0],
    }


def overview_example() -> dict[str, Any]:
    """Three accounts: one in need, one in order, one where nobody needs anything."""
    accounts = [
        account_row("Musterwerke Nordsee AG", "A", "Anlagenbau", 3, (0, 2, 1, 3, 2, 2, 0, 0)),
        account_row("Beispielbrauerei GmbH", "B", "Getränke", 1, (1, 1, 2, 2, 0, 0, 0, 0)),
        account_row("Platzhalter KG", "C", "Getränke", 0, (0, 0, 0, 0, 0, 0, 0, 0)),
    ]
    worst = {
        "account": accounts[0]["name"],
        "file": accounts[0]["file"],
        "person": "p 1&2",
        "class": "high",
        "text": {
            "en": "Nobody of ours cares for Dr. Gesine Platzhalter.",
            "de": "Niemand betreut Dr. Gesine Platzhalter.",
        },
    }
    return {
        "as_of": "2026-11-23",
        "language": "en",
        "levels": example_data()["levels"],
        "numbers": {
            "deciders_uncovered": 2,
            "deciders_presumed": 0,
            "cared": 6,
            "needed": 10,
            "top_known": 2,
            "top_without_contact": 1,
            "window_days": 365,
            "own": 4,
            "accounts": 3,
            "without_decider": 1,
        },
        "accounts": accounts,
        "worst": [worst],
        "not_run": [],
        "trend": trend_example(),
    }


def large_overview(count: int = 100) -> dict[str, Any]:
    """An overview of `count` accounts with long names and ten sentences."""
    data = overview_example()
    numbers = range(count)
    accounts = [
        account_row(
            f"Beispielgesellschaft Nummer {number:03d} mbH & Co. KG",
            "ABC"[number % 3],
            f"Branche {number % 9}",
            number % 8,
            (number % 2, 2, 1, 3, 2, 2, number % 3, 4),
        )
        for number in numbers
    ]
    for number, account in enumerate(accounts):
        account["file"] = f"map-beispielgesellschaft-nummer-{number:03d}-mbh-co.html"
    return {**data, "accounts": accounts, "worst": data["worst"] * 10}
