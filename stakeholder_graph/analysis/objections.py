"""Contacts that ours had with somebody who had objected to contact."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.analysis.contacts import contact_records, without_crowds
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.snapshot import NUMBER

COLUMNS = ["own", "person", "objected_on", "date", "channel", "record"]
MET = {"own": NUMBER, "person": NUMBER, "date": pl.Date(), "channel": pl.String(), "record": NUMBER}


def contacts_after_objection(situation: Situation) -> pl.DataFrame:
    """What ours did after somebody's objection to contact: own, person, date, channel, record.

    Unlike elsewhere a mail counts to however many it went, for a mailing list is what an objection is about;
    and what the person alone started (their mail to us, their call) is none of ours. Objections without a day
    tell nothing. O(participations of objectors).
    """
    snapshot = situation.snapshot
    known = snapshot.kind("Person").select("objected_on", person="number").drop_nulls("objected_on")
    theirs = situation.objectors.join(known, on="person")
    if theirs.is_empty():
        return pl.DataFrame(schema=MET)
    met = pl.concat([_interactions(situation, theirs), _measures(situation, theirs)])
    return met.filter(pl.col("date") > pl.col("objected_on")).drop("objected_on").unique(maintain_order=True)


def _interactions(situation: Situation, theirs: pl.DataFrame) -> pl.DataFrame:
    """Each part that one of ours had in a contact with each part of an objector."""
    snapshot, own = situation.snapshot, situation.own.select(own="person")
    took = snapshot.tie("TOOK_PART").select(person="start", record="end", part="part")
    records = contact_records(snapshot, situation.policy).select("record", "date", "channel").collect()
    later = took.join(theirs, on="person").join(records, on="record")
    later = later.filter(pl.col("date") > pl.col("objected_on"))
    # all else is looked up for these few contacts alone
    took = took.join(later, on="record", how="semi")
    ours = took.rename({"person": "own", "part": "our_part"}).join(own, on="own", how="semi")
    pairs = later.join(ours, on="record")
    our, part, channel = pl.col("our_part"), pl.col("part"), pl.col("channel")
    hosts = (our == "organiser") & (part == "participant") | (part == "organiser") & (our == "participant")
    did = (
        pl.when(channel == "mail").then((our == "sender") & (part == "recipient"))
        .when(channel == "event").then(hosts)
        .when(channel == "call").then((part != "organiser") | (our == "organiser"))
        .otherwise(True)
    )  # fmt: skip
    meant = pairs.filter(did.fill_null(False)).select(COLUMNS)
    others = meant.filter(channel != "mail")
    held = others.select("record", "channel").unique().lazy()
    few = without_crowds(took.lazy(), held, situation.policy).collect()
    return pl.concat([meant.filter(channel == "mail"), others.join(few, on="record", how="semi")])


def _measures(situation: Situation, theirs: pl.DataFrame) -> pl.DataFrame:
    """A measure done at which one was host and the other came."""
    snapshot, own = situation.snapshot, situation.own.select(own="person")
    hosts = snapshot.tie("HOSTS", "all").select(host="start", record="end")
    came = snapshot.tie("INVITED_TO", "all").filter(pl.col("answer") == "attended")
    pairs = hosts.join(came.select(guest="start", record="end"), on="record")
    both = pl.concat([
        pairs.select("record", own="host", person="guest"), pairs.select("record", own="guest", person="host")
    ])  # fmt: skip
    done = contact_records(snapshot, situation.policy).select("record", "date", "channel").collect()
    met = both.join(own, on="own", how="semi").join(theirs, on="person").join(done, on="record")
    return met.select(COLUMNS)
