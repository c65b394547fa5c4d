"""Contacts between one of ours and somebody outside, one a day and pair."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.model.policy import Policy
from stakeholder_graph.snapshot import Snapshot

CONTACT = ["own", "person", "date", "channel", "record", "ours_start", "theirs_start"]


def _meetings(snapshot: Snapshot, policy: Policy) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Who took part in which contact; contacts with too many people (mass mail) are left out."""
    part = pl.col("part")
    took = snapshot.tie("TOOK_PART").group_by("end", "start").agg(
        sender=(part == "sender").any(), recipient=(part == "recipient").any(),
        organiser=(part == "organiser").any(), guest=(part == "participant").any(),
    )  # fmt: skip
    took = took.rename({"end": "record", "start": "person"})
    limits = policy.get("observed.max_participants")
    size = took.group_by("record").len("size")
    held = snapshot.kind("Interaction").filter(pl.col("date").is_not_null()).select(
        pl.col("date"), pl.col("channel").fill_null("other"), record="number"
    )  # fmt: skip
    most = pl.col("channel").replace_strict(limits, default=None, return_dtype=pl.Int64)
    held = held.join(size, on="record").filter((pl.col("size") <= most) | most.is_null()).drop("size")
    return held, took


def _interactions(
    snapshot: Snapshot, policy: Policy, own: pl.DataFrame, external: pl.DataFrame
) -> pl.DataFrame:
    held, took = _meetings(snapshot, policy)
    ours = took.join(own, on="person", how="semi").rename({"person": "own"})
    theirs = took.join(external, on="person", how="semi")
    pairs = ours.join(held, on="record").join(theirs, on="record", suffix="_theirs")
    mail, event, call = (pl.col("channel") == channel for channel in ("mail", "event", "call"))
    we_write = pl.col("sender") & pl.col("recipient_theirs")
    they_write = pl.col("sender_theirs") & pl.col("recipient")
    we_host = pl.col("organiser") & pl.col("guest_theirs")
    they_host = pl.col("organiser_theirs") & pl.col("guest")
    in_contact = (
        pl.when(mail).then(we_write | they_write).when(event).then(we_host | they_host).otherwise(True)
    )
    ours_start = pl.when(mail).then(we_write).when(call).then(pl.col("organiser")).otherwise(True)
    theirs_start = pl.when(mail).then(they_write).when(call).then(pl.col("organiser_theirs")).otherwise(True)
    return (
        pairs.filter(in_contact)
        .with_columns(ours_start=ours_start, theirs_start=theirs_start)
        .select(CONTACT)
    )


def _measures(snapshot: Snapshot, own: pl.DataFrame, external: pl.DataFrame) -> pl.DataFrame:
    """A measure done is one contact between each host and each guest who attended."""
    done = snapshot.kind("Measure").filter((pl.col("status") == "done") & pl.col("date").is_not_null())
    done = done.select("date", record="number")
    hosts = snapshot.tie("HOSTS", "all").select(host="start", record="end")
    guests = (
        snapshot.tie("INVITED_TO", "all")
        .filter(pl.col("answer") == "attended")
        .select(guest="start", record="end")
    )
    pairs = hosts.join(guests, on="record").join(done, on="record")
    ours_host = pairs.rename({"host": "own", "guest": "person"})
    theirs_host = pairs.rename({"guest": "own", "host": "person"})
    both = pl.concat([ours_host, theirs_host.select(ours_host.columns)])
    both = both.join(own, left_on="own", right_on="person", how="semi").join(
        external, on="person", how="semi"
    )
    yes = pl.lit(True)
    return both.with_columns(channel=pl.lit("event"), ours_start=yes, theirs_start=yes).select(CONTACT)


def find_contacts(
    snapshot: Snapshot, policy: Policy, own: pl.DataFrame, external: pl.DataFrame
) -> pl.DataFrame:
    """All contacts up to the as-of date between our people and others, each pair once a day.

    Columns: own, person, date, channel (the weightiest of the day), record (number of the contact or
    measure), ours_start, theirs_start (who started one of that day's). O(participations).
    """
    both = pl.concat([_interactions(snapshot, policy, own, external), _measures(snapshot, own, external)])
    weights = policy.get("strength.weight")
    weight = pl.col("channel").replace_strict(weights, default=0.0, return_dtype=pl.Float64)
    identity = snapshot.nodes.select(record="number", record_id="id")
    ordered = both.join(identity, on="record").sort(weight, "record_id", descending=[True, False])
    return (
        ordered.group_by("own", "person", "date", maintain_order=True)
        .agg(
            pl.col("channel").first(),
            pl.col("record").first(),
            pl.col("ours_start").any(),
            pl.col("theirs_start").any(),
        )
        .select(CONTACT)
    )
