"""Contacts between one of ours and somebody outside, one a day and pair."""

from __future__ import annotations

from datetime import date

import polars as pl

from stakeholder_graph.model.policy import Policy
from stakeholder_graph.snapshot import NUMBER, Snapshot

PAIR = ["own", "person", "date", "record", "place"]
CONTACT = ["own", "person", "date", "channel", "record", "ours_start", "theirs_start"]


def channel_place(policy: Policy) -> pl.Expr:
    """The place of a channel by the policy's weights: 0 the weightiest, behind all others an unknown one."""
    weights = policy.get("strength.weight")
    falling = sorted(set(weights.values()), reverse=True)
    places = {channel: falling.index(weight) for channel, weight in weights.items()}
    return pl.col("channel").replace_strict(places, default=len(falling), return_dtype=pl.Int64)


def contact_records(snapshot: Snapshot, policy: Policy) -> pl.LazyFrame:
    """Everything at which people have met: record, date, channel, place (0: the weightiest channels)."""
    held = snapshot.kind("Interaction").lazy()
    held = held.select("date", pl.col("channel").fill_null("other"), record="number")
    done = snapshot.kind("Measure").lazy().filter(pl.col("status") == "done")
    done = done.select("date", pl.lit("event").alias("channel"), record="number")
    place = channel_place(policy)
    return pl.concat([held, done]).filter(pl.col("date").is_not_null()).with_columns(place=place)


def without_crowds(took: pl.LazyFrame, records: pl.LazyFrame, policy: Policy) -> pl.LazyFrame:
    """The records without those in which too many people took part (mass mail)."""
    limits = policy.numbers("observed.max_participants")
    if not limits:
        return records
    most = pl.col("channel").replace_strict(limits, default=None, return_dtype=pl.Float64)
    # few records have so many parts that their people must be counted
    large = took.group_by("record").len().filter(pl.col("len") > min(limits.values()))
    size = took.join(large, on="record", how="semi").group_by("record").agg(size=pl.col("person").n_unique())
    crowds = records.join(size, on="record").filter(pl.col("size") > most)
    return records.join(crowds, on="record", how="anti")


def _interactions(
    snapshot: Snapshot, policy: Policy, records: pl.LazyFrame, own: pl.LazyFrame, external: pl.LazyFrame
) -> pl.LazyFrame:
    """Each part that one of ours had in a contact with each part of somebody outside."""
    took = snapshot.tie("TOOK_PART").lazy().select(person="start", record="end", part="part")
    held = without_crowds(took, records, policy)
    ours = took.join(own, on="person", how="semi").rename({"person": "own"})
    theirs = took.join(external, on="person", how="semi")
    pairs = ours.join(held, on="record").join(theirs, on="record", suffix="_theirs")
    mail, event, call = (pl.col("channel") == channel for channel in ("mail", "event", "call"))
    our, their = pl.col("part"), pl.col("part_theirs")
    we_write = (our == "sender") & (their == "recipient")
    they_write = (their == "sender") & (our == "recipient")
    we_host = (our == "organiser") & (their == "participant")
    they_host = (their == "organiser") & (our == "participant")
    in_contact = (
        pl.when(mail).then(we_write | they_write).when(event).then(we_host | they_host).otherwise(True)
    )
    ours_start = pl.when(mail).then(we_write).when(call).then(our == "organiser").otherwise(True)
    theirs_start = pl.when(mail).then(they_write).when(call).then(their == "organiser").otherwise(True)
    return pairs.filter(in_contact).select(*PAIR, ours_start=ours_start, theirs_start=theirs_start)


def _measures(
    snapshot: Snapshot, records: pl.LazyFrame, own: pl.LazyFrame, external: pl.LazyFrame
) -> pl.LazyFrame:
    """A measure done is one contact between each host and each guest who attended."""
    hosts = snapshot.tie("HOSTS", "all").lazy().select(host="start", record="end")
    attended = snapshot.tie("INVITED_TO", "all").lazy().filter(pl.col("answer") == "attended")
    pairs = hosts.join(attended.select(guest="start", record="end"), on="record").join(records, on="record")
    ours_host = pairs.rename({"host": "own", "guest": "person"})
    theirs_host = pairs.rename({"guest": "own", "host": "person"})
    both = pl.concat([ours_host.select(PAIR), theirs_host.select(PAIR)])
    both = both.join(own, left_on="own", right_on="person", how="semi")
    both = both.join(external, on="person", how="semi")
    return both.with_columns(ours_start=pl.lit(True), theirs_start=pl.lit(True))


def find_contacts(
    snapshot: Snapshot, policy: Policy, own: pl.DataFrame, external: pl.DataFrame,
    *, channels: tuple[str, ...] = (), since: date | None = None,
) -> pl.DataFrame:  # fmt: skip
    """All contacts up to the as-of date between our people and others, each pair once a day.

    Columns: own, person, date, channel (the weightiest of the day), record (number of the contact or
    measure), ours_start, theirs_start (who started one of that day's). `channels`: only these; `since`: only
    after that day. O(participations).
    """
    records = contact_records(snapshot, policy)
    if channels:
        records = records.filter(pl.col("channel").is_in(channels))
    if since:
        records = records.filter(pl.col("date") > since)
    ours, theirs = own.lazy(), external.lazy()
    held = _interactions(snapshot, policy, records, ours, theirs)
    both = pl.concat([held, _measures(snapshot, records, ours, theirs)])
    # one number for place and record: its minimum is the weightiest contact, and no rows need sorting
    nodes = max(snapshot.nodes.height, 1)
    days = both.group_by("own", "person", "date").agg(
        (pl.col("place") * nodes + pl.col("record")).min().alias("first"),
        pl.col("ours_start").any(),
        pl.col("theirs_start").any(),
    )
    days = days.with_columns(record=(pl.col("first") % nodes).cast(NUMBER))
    found = days.join(records.select("record", "channel"), on="record").select(CONTACT)
    # with a million participations, piece by piece takes half as long as table by table
    return found.collect(engine="streaming")
