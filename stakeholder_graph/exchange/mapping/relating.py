"""Of which kind the tie between two columns of an unknown table may be."""

from __future__ import annotations

from functools import cache

from stakeholder_graph.exchange.headers import column_key
from stakeholder_graph.model.ontology import RelationshipKind, ontology

BY_WORD: tuple[tuple[tuple[str, ...], str, bool], ...] = (
    (("reports", "superior", "vorgesetzter", "vorgesetzte", "chef"), "REPORTS_TO", False),
    (
        ("knows", "kennt", "bekannt", "friend", "friends", "friendship", "freund", "freundschaft",
         "contacts"),
        "KNOWS", False,
    ),
    (("influences", "influence", "beeinflusst", "einfluss"), "INFLUENCES", False),
    (("conflict", "conflicts", "konflikt", "streit"), "CONFLICTS_WITH", False),
    (("member", "members", "membership", "mitglied", "mitglieder", "mitgliedschaft"), "MEMBER_OF", True),
    (("supplier", "suppliers", "supplies", "lieferant", "lieferanten", "beliefert"), "SUPPLIES", True),
    (("owner", "owners", "owns", "eigentümer", "gesellschafter", "besitzt"), "OWNS", True),
    (
        ("employer", "employment", "arbeitgeber", "firma", "company", "unternehmen", "account", "works"),
        "WORKS_FOR", False,
    ),
    (
        ("client", "clients", "auftraggeber", "mandant", "mandanten", "ministry", "ministries", "ministerien",
         "ministerium", "advises", "advice", "berät", "beratung", "adviser", "addressed"),
        "ADVISES", False,
    ),
    (("parent", "konzern", "mutter"), "PART_OF", False),
)  # fmt: skip
"""Words in the title of a column, the tie that they mean, and whether it leads from the column to the row."""
VERBS = (
    "reports", "knows", "kennt", "bekannt", "friend", "friends", "friendship", "freund", "freundschaft",
    "contacts", "conflict", "conflicts", "konflikt", "streit", "influences", "influence", "beeinflusst",
    "einfluss", "advises", "advice", "berät", "beratung", "addressed", "supplies", "beliefert", "owns",
    "besitzt", "works", "employment", "membership", "mitgliedschaft",
)  # fmt: skip
"""Words that say what the first does to the second; all others say what the first is of the second."""
BODIES = ("ministry", "ministries", "ministerien", "ministerium")
"""Whom organisations address; people are rather in them."""
BY_KINDS = {
    ("Person", "Person"): "KNOWS",
    ("Person", "Company"): "WORKS_FOR",
    ("Person", "Organisation"): "MEMBER_OF",
    ("Company", "Organisation"): "MEMBER_OF",
    ("Company", "Company"): "PARTNERS_WITH",
    ("Company", "Person"): "WORKS_FOR",
    ("Organisation", "Person"): "MEMBER_OF",
    ("Organisation", "Company"): "MEMBER_OF",
    ("Organisation", "Organisation"): "MEMBER_OF",
}

Tie = tuple[str, bool, str]
"""The kind of a tie, whether it is turned round, and why we think so."""


def kind_of_tie(title: str, start: str, end: str, *, with_job: bool = False) -> Tie:
    """The tie between a row of one kind and a column of another; whether it is turned round; and why.

    A word of the title decides where its tie can lead there, else what is usual between the two kinds.
    """
    if found := kind_said(title, start, end, of_column=True):
        return found
    if with_job and (start, end) == ("Person", "Organisation"):
        return "WORKS_FOR", False, "a column beside it says what somebody is there"
    return usual_tie(start, end)


def usual_tie(start: str, end: str) -> Tie:
    """What is usual between two kinds."""
    kind = BY_KINDS[start, end]
    return (
        kind,
        not _possible(kind, start, end),
        f"nothing tells which; it is the usual one, {start} to {end}",
    )


def kind_said(text: str, start: str, end: str, *, of_column: bool = False) -> Tie | None:
    """The tie that a text means between two kinds; None where it means none that can be between them.

    In the title of a column, "supplier" is the one in the cell; as a value between two, it is the first.
    """
    key = column_key(text)
    for kind, turned in _by_name().get(key, ()):
        if _possible(kind, *((end, start) if turned else (start, end))):
            return kind, turned, f"{text!r}"
    words = {*key.replace("_", " ").split()}
    for some, kind, from_column in BY_WORD:
        hit = sorted(words & {*some})
        if not hit or (start == "Person" and hit[0] in BODIES):
            continue
        verb = hit[0] in VERBS
        turned = (from_column and not verb) if of_column else (not from_column and not verb)
        for turn in (turned, not turned):
            if _possible(kind, *((end, start) if turn else (start, end))):
                return kind, turn, f"{hit[0]!r} in {text!r}"
    return None


@cache
def _by_name() -> dict[str, list[tuple[str, bool]]]:
    """The names and verbs of all ties that need no more than two ends, each with its direction."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for name, kind in ontology().relationships.items():
        if kind.end_where or any(item.required for item in kind.properties.values()):
            continue
        verbs = [(kind.verb(language, backward=turned), turned) for language in ("en", "de")
                 for turned in (False, True)]  # fmt: skip
        for word, turned in ((name, False), *verbs):
            found.setdefault(column_key(word), []).append((name, turned))
    return found


def _possible(kind: str, start: str, end: str) -> bool:
    relationship: RelationshipKind = ontology().relationships[kind]
    alike = start == end or not relationship.same_label
    return alike and start in relationship.starts and end in relationship.ends
