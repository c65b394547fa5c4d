"""The questions about accounts."""

from typing import Any

from ..accounts import external_people
from ..day import Day
from .common import (
    Row,
    Rows,
    Tie,
    about,
    carers,
    deciders,
    employers,
    in_order,
    is_cared_for,
    is_organisation,
    jobs_at,
    level_of,
    name,
    names,
    node,
    own_level,
    person_row,
    roles,
    roles_at,
    staff,
    tiers,
    ties,
)

ACCOUNT = ("tier", "account", "account_id")
PERSON = ("person", "person_id")
AROUND = (
    "SUPPLIES",
    "DISTRIBUTES_FOR",
    "PARTNERS_WITH",
    "PART_OF",
    "OWNS",
    "REGULATES",
    "MEMBER_OF",
    "ADVISES",
)


def kind(day: Day, one: str) -> Any:
    return node(day, one).get("party") or node(day, one).get("category")


def competitors(day: Day, account: str | None = None) -> Rows:
    found = [
        {
            **about(day, one),
            **person_row(day, tie.start),
            "roles": roles_at(day, tie.start, one),
            "competitor_id": tie.end,
            "competitor": name(day, tie.end),
            "weight": tie.get("weight"),
            "since": tie.get("valid_from"),
            "tie": tie.id,
        }
        for one in tiers(day)
        if account in (None, one)
        for tie in ties(day, "TIED_TO")
        if tie.start in staff(day, one) and node(day, tie.end).get("party") == "competitor"
    ]
    return in_order(found, *ACCOUNT, *PERSON, "competitor", "competitor_id", "tie")


def conflicts(day: Day, account: str | None = None) -> Rows:
    """Of everybody, ours too; or of those who work at the account."""
    there = {job.start for job in ties(day, "WORKS_FOR") if job.end == account}
    found = [
        {
            **person_row(day, tie.start),
            "other_id": tie.end,
            "other": name(day, tie.end),
            "topic": tie.get("topic"),
            "weight": tie.get("weight"),
            "tie": tie.id,
        }
        for tie in ties(day, "CONFLICTS_WITH")
        if account is None or {tie.start, tie.end} & there
    ]
    return in_order(found, *PERSON, "other", "other_id", "tie")


def coverage(day: Day, tier: str | None = None) -> Rows:
    found = [
        {
            **about(day, one),
            "people": len(staff(day, one)),
            "people_assigned": is_cared_for(day, staff(day, one)),
            "deciders": len(deciders(day, one, "decider", "co_decider")),
            "deciders_assigned": is_cared_for(day, deciders(day, one, "decider", "co_decider")),
        }
        for one in tiers(day, tier)
    ]
    return in_order(found, *ACCOUNT)


def role_row(day: Day, tie: Tie, opportunity: str | None) -> Row:
    return {
        **person_row(day, tie.start),
        "role": tie.get("role"),
        "opportunity": name(day, opportunity),
        "influence": tie.get("influence"),
        "stance": tie.get("stance"),
        "tie": tie.id,
    }


def deciding(day: Day, account: str) -> Rows:
    found = [
        {
            **role_row(day, tie, opportunity),
            "carers": names(day, carers(day, tie.start)),
            "place": ["decider", "co_decider"].index(tie.get("role")),
        }
        for tie, opportunity in roles(day, account)
        if tie.get("role") in ("decider", "co_decider")
    ]
    return in_order(found, "place", *PERSON, "opportunity", "tie")


def all_roles(day: Day, account: str) -> Rows:
    found = [
        {**role_row(day, tie, opportunity), "employers": employers(day, tie.start)}
        for tie, opportunity in roles(day, account)
    ]
    return in_order(found, "-influence", *PERSON, "role", "opportunity", "tie")


def group(day: Day, account: str) -> Rows:
    """Step by step up, and step by step down; each company at the fewest steps."""
    found = []
    for direction in (-1, 1):
        reached: dict[str, int] = {}
        present = {account}
        for steps in range(1, 7):
            parts = [(tie.start, tie.end)[::-direction] for tie in ties(day, "PART_OF")]
            present = {after for before, after in parts if before in present}
            for one in present:
                reached.setdefault(one, steps)
        found += [
            {
                "steps": direction * steps,
                "company_id": one,
                "company": name(day, one),
                "kind": kind(day, one),
                "value": node(day, one).get("earnings_value"),
                "tier": node(day, one).get("tier"),
            }
            for one, steps in reached.items()
        ]
    return in_order(found, "steps", "company", "company_id")


def groups(day: Day) -> Rows:
    found = [
        {
            **about(day, tie.start),
            "parent_id": tie.end,
            "parent": name(day, tie.end),
            "parent_kind": kind(day, tie.end),
        }
        for tie in ties(day, "PART_OF")
        if tie.start in tiers(day)
    ]
    return in_order(found, "parent", "parent_id", "account", "account_id")


def ladder(day: Day, account: str) -> Rows:
    theirs = {
        one: level_of(job for job in jobs_at(day, account) if job.start == one) for one in staff(day, account)
    }
    ours = {one: own_level(day, one) for person in theirs for one in carers(day, person)}
    return [
        {"level": level, "theirs": on_level(day, theirs, level), "ours": on_level(day, ours, level)}
        for level in (1, 2, 3, 4, None)
    ]


def on_level(day: Day, people: dict[str, int | None], level: int | None) -> list[str]:
    return sorted(name(day, one) for one, its in people.items() if its == level)


def all_accounts(day: Day, tier: str | None = None) -> Rows:
    found = [
        {
            **about(day, one),
            "tier_given": bool(node(day, one).get("tier")),
            "party": kind(day, one),
            "value": node(day, one).get("earnings_value"),
            "currency": node(day, one).get("currency"),
            "industry": node(day, one).get("industry"),
            "country": node(day, one).get("country"),
        }
        for one in tiers(day, tier)
    ]
    return in_order(found, "tier", "-value", "account", "account_id")


def job_titles(jobs: list[Tie]) -> list[str]:
    """Of the most senior job first."""
    rows = [{"level": job.get("level"), "title": job.get("job_title"), "tie": job.id} for job in jobs]
    return [row["title"] for row in in_order(rows, "level", "title", "tie") if row["title"]]


def people(day: Day, account: str) -> Rows:
    found = []
    for person in staff(day, account):
        jobs = [job for job in jobs_at(day, account) if job.start == person]
        found.append(
            {
                **person_row(day, person),
                "level": level_of(jobs),
                "job_titles": job_titles(jobs),
                "roles": roles_at(day, person, account),
                "carers": names(day, carers(day, person)),
            }
        )
    return in_order(found, "level", *PERSON)


def surroundings(day: Day, account: str) -> Rows:
    found = [
        {
            "relationship": tie.kind,
            "forward": tie.start == account,
            "other_id": tie.other(account),
            "other": name(day, tie.other(account)),
            "kind": kind(day, tie.other(account)),
            "share": tie.get("share"),
            "tie": tie.id,
        }
        for tie in ties(day, *AROUND)
        if account in (tie.start, tie.end) and is_organisation(day, tie.other(account))
    ]
    return in_order(found, "relationship", "other", "other_id", "forward", "tie")


def third_parties(day: Day, account: str) -> Rows:
    """One row a reason; see definition 7 of the model. Presumed deciders do not count here."""
    reasons = set()
    for tie in ties(day, "ADVISES", "INFLUENCES"):
        if tie.end in {account} | deciders(day, account, "decider", "co_decider"):
            reasons.add((tie.start, {"ADVISES": "advises"}.get(tie.kind, "influences"), tie.end))
    for tie in ties(day, "KNOWS"):
        for person in (tie.start, tie.end):
            if node(day, person).get("standing") and tie.other(person) in deciders(day, account, "decider"):
                reasons.add((person, "knows", tie.other(person)))
    bodies = {tie.start for tie in ties(day, "REGULATES") if tie.end == account}
    bodies |= {tie.end for tie in ties(day, "MEMBER_OF") if tie.start == account}
    for tie in ties(day, "HOLDS_OFFICE", "WORKS_FOR"):
        leads = tie.kind == "HOLDS_OFFICE" or tie.get("level") in (1, 2)
        if tie.end in bodies and leads and node(day, tie.end)["label"] == "Organisation":
            reasons.add((tie.start, "oversees", tie.end))
    outside = external_people(day) - staff(day, account)
    found = [
        {
            **person_row(day, person),
            "because": because,
            "whom": name(day, whom),
            "employers": employers(day, person),
            "carers": names(day, carers(day, person)),
            "whom_id": whom,
        }
        for person, because, whom in reasons
        if person in outside
    ]
    return in_order(found, *PERSON, "because", "whom", "whom_id")
