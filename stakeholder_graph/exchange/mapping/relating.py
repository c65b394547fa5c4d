"""Of which kind the tie between two columns of an unknown table may be."""

from __future__ import annotations

from stakeholder_graph.exchange.headers import column_key
from stakeholder_graph.model.ontology import ontology

BY_WORD: tuple[tuple[tuple[str, ...], str, bool], ...] = (
    (("reports", "superior", "vorgesetzter", "vorgesetzte", "chef"), "REPORTS_TO", False),
    (("knows", "kennt", "bekannt", "friend", "contacts"), "KNOWS", False),
    (("influences", "influence", "beeinflusst", "einfluss"), "INFLUENCES", False),
    (("member", "members", "mitglied", "mitglieder"), "MEMBER_OF", True),
    (("supplier", "suppliers", "lieferant", "lieferanten"), "SUPPLIES", True),
    (("owner", "owners", "eigentümer", "gesellschafter"), "OWNS", True),
    (("employer", "arbeitgeber", "firma", "company", "unternehmen", "account"), "WORKS_FOR", False),
    (
        ("client", "clients", "auftraggeber", "mandant", "mandanten", "ministry", "ministries", "ministerien",
         "ministerium", "advises", "berät", "adviser", "addressed"),
        "ADVISES", False,
    ),
    (("parent", "konzern", "mutter"), "PART_OF", False),
)  # fmt: skip
"""Words in the title of a column, the tie that they mean, and whether it leads from the column to the row."""
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


def kind_of_tie(title: str, start: str, end: str, *, with_job: bool = False) -> tuple[str, bool, str]:
    """The tie between a row of one kind and a column of another; whether it is turned round; and why.

    A word of the title decides where its tie can lead there, else what is usual between the two kinds.
    """
    words = {*column_key(title).replace("_", " ").split()}
    for some, kind, turned in BY_WORD:
        hit = sorted(words & {*some})
        if hit:
            for turn in (turned, not turned):
                if _possible(kind, *((end, start) if turn else (start, end))):
                    return kind, turn, f"{hit[0]!r} in {title!r}"
    if with_job and (start, end) == ("Person", "Organisation"):
        return "WORKS_FOR", False, "a column beside it says what somebody is there"
    kind = BY_KINDS[start, end]
    turned = not _possible(kind, start, end)
    return kind, turned, f"nothing tells which; it is the usual one between {start} and {end}"


def _possible(kind: str, start: str, end: str) -> bool:
    relationship = ontology().relationships[kind]
    return start in relationship.starts and end in relationship.ends
