"""Which people may be one: by name, mail address, employer and phone."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.duplicates.evidence import limit, reasons
from stakeholder_graph.duplicates.names import company_name, person_words, phone_digits
from stakeholder_graph.duplicates.pairs import alike, both, in_blocks, scored, sharing
from stakeholder_graph.model.records import Records

NAME = ("name_same", "name_initial", "name_alike", "surname_same", "first_same")
BESIDE = ("mail_same", "employer_same", "phone_same", "mail_other", "phone_other", "side_other")


def people_pairs(
    records: Records, above: int
) -> tuple[pl.DataFrame, pl.DataFrame, int, list[tuple[str, int]]]:
    """All people, their pairs with score and reasons, how many were compared, and groups too large for that.

    Compared are those who share a mail address, a phone that only they have, or an employer together with a
    surname or all initials; those of equal names too where `above` asks for so little. O(people + pairs): a
    hundred thousand people take a few seconds.
    """
    people = _people(records)
    employers = _employers(records, people)
    phones = people.select(block="phone", node="node").drop_nulls()
    alone = phones.group_by("block").len().filter(pl.col("len") == 2).select("block")
    phones = phones.join(alone, on="block", how="semi")
    mails = people.select(block="mail", node="node")
    at_work = employers.join(people.select("node", "initials", "last", "last_bare"), on="node")
    blocks = [mails, phones]
    for column in ("initials", "last", "last_bare"):
        group = pl.concat_str("block", pl.col(column), separator=", ").alias("block")
        blocks.append(at_work.select(group, "node"))
    if above <= reasons("Person")["name_same"].points:
        blocks += [people.select(block=column, node="node") for column in ("key", "bare")]
    found, too_many = in_blocks(blocks)
    pairs = found.join(people, left_on="one", right_on="node", maintain_order="left").join(
        people, left_on="other", right_on="node", suffix="_other", maintain_order="left"
    )
    pairs = _judged(pairs, employers, phones)
    return people, pairs, found.height, too_many


def _people(records: Records) -> pl.DataFrame:
    table = records.node_table("Person").filter(pl.col("name").is_not_null())
    rows = []
    for node, (name, mail, phone) in enumerate(table.select("name", "email", "phone").iter_rows()):
        words, bare = person_words(name), person_words(name, written_out=False)
        named = {} if not words or not bare else {
            "key": " ".join(words), "bare": " ".join(bare), "first": words[0], "last": words[-1],
            "last_bare": bare[-1], "initials": "".join(sorted(word[0] for word in words)),
        }  # fmt: skip
        rows.append(
            {
                "node": node, **named,
                "mail": mail.strip().casefold() if mail else None,
                "phone": phone_digits(phone) if phone else None,
            }
        )  # fmt: skip
    columns = ("key", "bare", "first", "last", "last_bare", "initials", "mail", "phone")
    schema = {"node": pl.Int64(), **dict.fromkeys(columns, pl.String())}
    made = pl.DataFrame(rows, schema=schema, orient="row")
    ours = records.node_table("Company").filter(pl.col("party") == "own")["id"].implode()
    jobs = records.relationship_table("WORKS_FOR").filter(pl.col("end").is_in(ours))["start"].implode()
    return pl.concat([table.select("id", "name"), made], how="horizontal").with_columns(
        side=pl.col("id").is_in(jobs)
    )


def _employers(records: Records, people: pl.DataFrame) -> pl.DataFrame:
    """block: an employer, the same for companies whose names differ only in writing; node: a person."""
    firms = pl.concat(records.node_table(label).select("id", "name") for label in ("Company", "Organisation"))
    names = [company_name(name)[0] if name else node for node, name in firms.iter_rows()]
    firms = firms.with_columns(pl.Series("block", names, dtype=pl.String()))
    jobs = records.relationship_table("WORKS_FOR").select("start", "end")
    return (
        jobs.join(firms, left_on="end", right_on="id")
        .join(people.select("id", "node"), left_on="start", right_on="id")
        .select("block", "node")
        .unique()
    )


def _judged(pairs: pl.DataFrame, employers: pl.DataFrame, phones: pl.DataFrame) -> pl.DataFrame:
    """The pairs with a column for each reason, and their score."""
    if not pairs.height:
        empty = {name: pl.Boolean() for name in (*NAME, *BESIDE)}
        return pairs.with_columns(
            pl.lit(None, kind).alias(name) for name, kind in empty.items()
        ).with_columns(score=pl.lit(0))
    (key, _), (bare, _), (last, _) = both("key"), both("bare"), both("last")
    first, _ = both("first")
    mail, other_mail = both("mail")
    _, other_phone = both("phone")
    _, other_side = both("side")
    last = last | both("last_bare")[0]
    initial = last & (pl.col("first").str.head(1) == pl.col("first_other").str.head(1))
    one_letter = (pl.col("first").str.len_chars() == 1) | (pl.col("first_other").str.len_chars() == 1)
    similar = alike(pairs, "key", limit("alike"))
    same_phone = sharing(pairs.select("one", "other"), phones)
    pairs = pairs.with_columns(
        (key | bare).alias("name_same"), (initial & one_letter).alias("name_initial"),
        similar.alias("name_alike"), last.alias("surname_same"), first.alias("first_same"),
        mail.alias("mail_same"),
        sharing(pairs.select("one", "other"), employers).alias("employer_same"),
        same_phone.alias("phone_same"),
        other_mail.alias("mail_other"), other_phone.alias("phone_other"), other_side.alias("side_other"),
    )  # fmt: skip
    for place, name in enumerate(NAME[1:], start=1):  # one judgement of the name: the strongest
        stronger = pl.any_horizontal(NAME[:place])
        pairs = pairs.with_columns((pl.col(name) & ~stronger).alias(name))
    pairs = pairs.filter(pl.any_horizontal(NAME))
    weak = pl.col("surname_same") | pl.col("first_same")
    most = pl.when(weak).then(limit("weak_name_most")).otherwise(100)
    return scored(pairs, (*NAME, *BESIDE), dict(reasons("Person")), most)
