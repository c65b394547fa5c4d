"""Findings as more than one page tells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from stakeholder_graph.gaps.finding import Finding
from stakeholder_graph.pages.page import LANGUAGES


def by_account(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings about each account, by its id, in their order."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.account:
            found.setdefault(finding.account.id, []).append(finding)
    return found


def told_gap(finding: Finding, file_of: Mapping[str, str]) -> dict[str, Any]:
    """A finding in both languages, with the map that shows it: file_of gives it by the account's id."""
    account = finding.account
    return {
        "account": account.name if account else "",
        "file": file_of.get(account.id, "") if account else "",
        "person": finding.person.id if finding.person else None,
        "class": finding.severity_class,
        "text": {code: finding.text(code) for code in LANGUAGES},
    }
