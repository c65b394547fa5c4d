"""The relationships that hang on one person: of ours with them, and of us with one of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from stakeholder_graph.analysis.needs import strictest_roles
from stakeholder_graph.analysis.places import account_named, accounts_of
from stakeholder_graph.analysis.situation import Situation


@dataclass(frozen=True)
class Relationship:
    """One of theirs with whom one of ours has to do, and whether nobody else of ours has.

    `carers`: how many there should be; `duty`: carer, deputy, None when nothing was assigned; `contacts` in
    the policy's window, `last_contact` of all time. `others_care`, `others_met`: whether somebody else of
    ours cares, or was in contact in the window.
    """

    number: int
    id: str
    name: str
    account: dict[str, str | None] | None
    accounts: tuple[int, ...]
    level: int | None
    role: str | None
    presumed: bool
    same_level: bool
    carers: int
    duty: str | None
    cares: bool
    contacts: int
    last_contact: date | None
    others_care: bool
    others_met: bool
    objected: bool

    @property
    def only_carer(self) -> bool:
        """Whether they care, and nobody else of ours does."""
        return self.cares and not self.others_care

    @property
    def only_contact(self) -> bool:
        """Whether they were in contact in the window, and nobody else of ours was."""
        return self.contacts > 0 and not self.others_met

    @property
    def is_alone(self) -> bool:
        """Whether it is the only thread to us: nobody else cares or was in contact."""
        return not self.others_care and not self.others_met

    @property
    def thread(self) -> str | None:
        """How they are the only one: "alone" in care and contact, "silent" (care without any contact),
        "carer" (others are in contact), "contact" (nobody cares), "paper" (others care, without contact).
        """
        if self.only_carer:
            return "carer" if self.others_met else "alone" if self.contacts else "silent"
        if self.only_contact:
            return "paper" if self.others_care else "contact"
        return None


def relationships_of(situation: Situation, own: int) -> list[Relationship]:
    """Everybody who loses something when one of ours leaves, the gravest first.

    Those for whom they care, assigned or seen from contacts, and those people of accounts and people in need
    with whom nobody else of ours was in contact. O(care + contacts).
    """
    rows = _care_of(situation, own).join(_contacts_of(situation, own), on="person", how="full", coalesce=True)
    filled = rows.with_columns(pl.col("cares").fill_null(False), pl.col("contacts").fill_null(0))
    around = pl.concat([situation.circle.select("person"), situation.needs.select("person")]).unique()
    cared, met = _by_others(situation, own)
    marked = filled.with_columns(
        matters=pl.col("person").is_in(around["person"].implode()),
        others_care=pl.col("person").is_in(cared.implode()),
        others_met=pl.col("person").is_in(met.implode()),
    )
    only_contact = (pl.col("contacts") > 0) & ~pl.col("others_met")
    kept = marked.filter(pl.col("cares") | (only_contact & pl.col("matters")))
    found = [_relationship(row) for row in _told(situation, kept)]
    return sorted(found, key=_gravest)


def _recent(situation: Situation) -> pl.Expr:
    window = int(situation.policy.get("observed.window_days"))
    return pl.col("date") > pl.lit(situation.as_of - timedelta(days=window))


def _care_of(situation: Situation, own: int) -> pl.DataFrame:
    """Whom one of ours cares for: person, duty, cares."""
    mine = situation.all_care.filter((pl.col("own") == own) & (pl.col("assigned") | pl.col("counts")))
    return mine.select("person", "duty", cares=pl.lit(True))


def _contacts_of(situation: Situation, own: int) -> pl.DataFrame:
    """With whom one of ours was in contact: person, contacts (in the window), last_contact (of all time)."""
    mine = situation.contacts.filter(pl.col("own") == own).group_by("person")
    return mine.agg(contacts=_recent(situation).sum().cast(pl.Int64), last_contact=pl.col("date").max())


def _by_others(situation: Situation, own: int) -> tuple[pl.Series, pl.Series]:
    """For whom others of ours care, and with whom they were in contact in the window."""
    others = pl.col("own") != own
    met = situation.contacts.filter(others & _recent(situation))
    return situation.care.filter(others)["person"].unique(), met["person"].unique()


def _told(situation: Situation, rows: pl.DataFrame) -> list[dict[str, Any]]:
    """The same rows with name, main account, role, level and whether contact is allowed."""
    people = rows["person"].to_list()
    places = accounts_of(situation, people)
    main = pl.DataFrame(
        [(person, accounts[0]) for person, accounts in places.items()],
        schema={"person": pl.Int32, "account": pl.Int32}, orient="row",
    )  # fmt: skip
    here = rows.select("person").join(main, on="person", how="left")
    here = situation.with_levels(here).join(
        strictest_roles(situation.roles), on=["account", "person"], how="left"
    )
    needs = situation.needs.group_by("person").agg(pl.col("same_level").any(), pl.col("carers").max())
    joined = rows.join(here, on="person", how="left").join(needs, on="person", how="left")
    objectors = set(situation.objectors["person"])
    return [
        {
            **row,
            "id": situation.snapshot.id(row["person"]),
            "name": situation.snapshot.name(row["person"]),
            "accounts": tuple(places.get(row["person"], ())),
            "told": account_named(situation, row["account"]),
            "objected": row["person"] in objectors,
        }
        for row in joined.iter_rows(named=True)
    ]


def _relationship(row: dict[str, Any]) -> Relationship:
    return Relationship(
        number=row["person"], id=row["id"], name=row["name"], account=row["told"], accounts=row["accounts"],
        level=row["level"], role=row["role"], presumed=bool(row["presumed"]),
        same_level=bool(row["same_level"]), carers=row["carers"] or 0, duty=row["duty"],
        cares=row["cares"], contacts=row["contacts"], last_contact=row["last_contact"],
        others_care=row["others_care"], others_met=row["others_met"], objected=row["objected"],
    )  # fmt: skip


def _gravest(one: Relationship) -> tuple[Any, ...]:
    """By account, the highest tier first; there whoever has nobody else, then by level and name."""
    tier, place = (
        ("Z", "") if one.account is None else (one.account["tier"] or "Z", one.account["name"] or "")
    )
    return (tier, place, not one.only_carer, not one.cares, one.level or 9, one.name, one.id)


@dataclass(frozen=True)
class Thread:
    """One of ours who loses one of theirs at an account; `only`: knows nobody else there."""

    own: dict[str, str]
    account: dict[str, str | None] | None
    duty: str | None
    cares: bool
    contacts: int
    last_contact: date | None
    only: bool

    def as_dict(self) -> dict[str, Any]:
        last = self.last_contact.isoformat() if self.last_contact else None
        return {**vars(self), "last_contact": last}


def threads_to(situation: Situation, person: int) -> list[Thread]:
    """Who of ours loses something when one of theirs leaves, those who know nobody else there first.

    Everybody of ours who cares for them or was in contact with them in the window. O(care + contacts).
    """
    recent = situation.contacts.filter(_recent(situation))
    met = (
        recent.filter(pl.col("person") == person)
        .group_by("own")
        .agg(contacts=pl.len().cast(pl.Int64), last_contact=pl.col("date").max())
    )
    care = situation.care.filter(pl.col("person") == person).select("own", "duty", cares=pl.lit(True))
    rows = care.join(met, on="own", how="full", coalesce=True)
    known = pl.concat([situation.care.select("own", "person"), recent.select("own", "person")]).unique()
    found = []
    for account in accounts_of(situation, [person]).get(person, [None]):
        others = situation.circle.filter(
            (pl.col("account") == pl.lit(account, pl.Int32)) & (pl.col("person") != person)
        )
        elsewhere = set(known.join(others, on="person", how="semi")["own"])
        found += [_thread(situation, row, account, elsewhere) for row in rows.iter_rows(named=True)]
    return sorted(
        found, key=lambda one: (not one.only, not one.cares, -one.contacts, one.own["name"], one.own["id"])
    )


def _thread(situation: Situation, row: dict[str, Any], account: int | None, elsewhere: set[int]) -> Thread:
    own = row["own"]
    return Thread(
        {"id": situation.snapshot.id(own), "name": situation.snapshot.name(own)},
        account_named(situation, account), row["duty"], bool(row["cares"]), row["contacts"] or 0,
        row["last_contact"], account is not None and own not in elsewhere,
    )  # fmt: skip
