"""Job titles of the vendors' developer edition, with the employer that stands beside them."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from stakeholder_graph.model.vocabulary import vocabulary

EXPORT = Path(__file__).resolve().parents[3] / "shared" / "samples" / "salesforce_developer_edition"


def rows(name: str) -> list[dict[str, str]]:
    with (EXPORT / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_levels_of_contacts() -> None:
    accounts = {account["Id"]: account for account in rows("Account.csv")}
    levels: Counter[int | None] = Counter()
    for contact in rows("Contact.csv"):
        account = accounts[contact["AccountId"]]
        reading = vocabulary().title(
            contact["Title"],
            employer=account["Name"],
            industry=account["Industry"],
            department=contact["Department"],
        )
        levels[reading.level] += 1
    assert levels == {1: 5, 2: 17, 3: 1, None: 2}


def test_only_the_bank_lowers_its_vice_president() -> None:
    accounts = {account["Id"]: account for account in rows("Account.csv")}
    lowered = []
    for contact in rows("Contact.csv"):
        account = accounts[contact["AccountId"]]
        alone = vocabulary().title(contact["Title"])
        there = vocabulary().title(contact["Title"], employer=account["Name"], industry=account["Industry"])
        if alone != there:
            lowered.append((account["Name"], alone.level, there.level))
    assert lowered == [("American Banking Corp.", 2, 3)]


def test_levels_of_leads_that_become_people() -> None:
    known = {(contact["Name"], contact["Email"]) for contact in rows("Contact.csv")}
    levels: Counter[int | None] = Counter()
    for lead in rows("Lead.csv"):
        if lead["IsConverted"] == "FALSE" and (lead["Name"], lead["Email"]) not in known:
            reading = vocabulary().title(lead["Title"], employer=lead["Company"], industry=lead["Industry"])
            levels[reading.level] += 1
    assert levels == {1: 4, 2: 11}
