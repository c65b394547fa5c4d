"""Each question by its name in the catalogue."""

from collections.abc import Callable
from typing import Any

from . import of_accounts, of_care, of_cycle, of_network, of_people, of_quality
from .common import Rows

ANSWERS: dict[str, Callable[..., Rows]] = {
    "accounts/competitors": of_accounts.competitors,
    "accounts/conflicts": of_accounts.conflicts,
    "accounts/coverage": of_accounts.coverage,
    "accounts/deciders": of_accounts.deciding,
    "accounts/group": of_accounts.group,
    "accounts/groups": of_accounts.groups,
    "accounts/ladder": of_accounts.ladder,
    "accounts/list": of_accounts.all_accounts,
    "accounts/people": of_accounts.people,
    "accounts/roles": of_accounts.all_roles,
    "accounts/surroundings": of_accounts.surroundings,
    "accounts/third-parties": of_accounts.third_parties,
    "care/by-carer": of_care.by_carer,
    "care/contacts-by-month": of_care.contacts_by_month,
    "care/contacts-with": of_care.contacts_with,
    "care/ended": of_care.ended,
    "care/last-contact": of_care.last_contact,
    "care/nobody": of_care.nobody,
    "care/wanted": of_care.wanted,
    "care/workload": of_care.workload,
    "cycle/actions": of_cycle.actions,
    "cycle/invitations": of_cycle.invitations,
    "cycle/measures": of_cycle.measures,
    "cycle/opportunities": of_cycle.opportunities,
    "cycle/reports": of_cycle.reports,
    "network/influences": of_network.influences,
    "network/introductions": of_network.introductions,
    "network/references": of_network.references,
    "network/who-knows-whom": of_network.who_knows_whom,
    "people/around": of_people.around,
    "people/career": of_people.career,
    "people/ending": of_people.ending,
    "people/leavers": of_people.leavers,
    "people/objections": of_people.objections,
    "people/offices": of_people.offices,
    "people/reporting-line": of_people.reporting_line,
    "people/standing": of_people.standing,
    "quality/accounts-without-roles": of_quality.accounts_without_roles,
    "quality/no-contact-data": of_quality.no_contact_data,
    "quality/no-employer": of_quality.no_employer,
    "quality/no-level": of_quality.no_level,
    "quality/no-role": of_quality.no_role,
    "quality/no-value": of_quality.no_value,
    "quality/profiles": of_quality.profiles,
    "quality/same-name": of_quality.same_name,
}


def answer(day: Any, query: str, columns: tuple[str, ...], **given: Any) -> list[tuple[Any, ...]]:
    """The rows of a question, with the columns that it is to return."""
    return [tuple(row[column] for column in columns) for row in ANSWERS[query](day, **given)]
