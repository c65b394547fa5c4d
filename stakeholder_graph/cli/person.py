"""The command `person`: everything on one person, in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from stakeholder_graph.cli.app import ALSO, app
from stakeholder_graph.cli.common import COMMON
from stakeholder_graph.cli.opening import opened
from stakeholder_graph.cli.options import Group, Who
from stakeholder_graph.cli.output import emit_json
from stakeholder_graph.cli.pages import Anonymous, Open, shown
from stakeholder_graph.cli.sections import Section, emit_sections
from stakeholder_graph.cli.words import named, word
from stakeholder_graph.errors import StakeholderGraphError

if TYPE_CHECKING:
    from stakeholder_graph.analysis.person_file import PersonFile
    from stakeholder_graph.model.policy import Policy

PAGES = (".html", ".htm")
SHOWN = 10  # contacts in a table; --verbose and the other formats show all


@app.command(epilog=ALSO, short_help="Everything on one person: profile, roles, care, contacts, gaps.")
def person(who: Who, group: Group = False, anonymous: Anonymous = False, show: Open = False) -> None:
    """Everything on one person, one of ours or one of theirs: profile, jobs, roles, care, contacts, interim
    reports and actions, gaps.

    With -o FILE.html it writes the sheet to read before a visit instead: one page to print with role, last
    contacts, what to raise, what to avoid, and who else knows them.
    """
    file = COMMON.file
    wants_page = file is not None and file.suffix.lower() in PAGES
    if (show or anonymous) and not wants_page:
        raise typer.BadParameter("--open and --anonymous are for the sheet: name its file with -o FILE.html")
    if wants_page and COMMON.format != "table":
        what = f"the ending asks for the sheet, and --format {COMMON.format} for something else"
        raise StakeholderGraphError(str(file), what, "leave --format out, or name a file with another ending")
    with opened(group=group) as graph:
        if file is not None and wants_page:
            shown(graph.visit(who, file, language=COMMON.language, anonymous=anonymous), show)
            return
        found, policy = graph.person(who), graph.policy
    if COMMON.format == "json":
        emit_json(found.as_dict(COMMON.language))
        return
    emit_sections(
        [
            _profile(found, policy), _employment(found, policy), _roles(found), _care(found),
            _contacts(found), _reports(found), _actions(found), _gaps(found),
        ],
        _above(found),
    )  # fmt: skip


def _above(found: PersonFile) -> list[str]:
    told = found.person
    lines = [told["name"]]
    if not told["contact_allowed"]:
        key = "of_person_objects_since" if told["objected_on"] else "of_person_objects"
        lines.append(word(key, date=told["objected_on"]))
    return lines


def _profile(found: PersonFile, policy: Policy) -> Section:
    """What is known, a line each; unknown fields are left out, but an empty profile is said to be one."""
    from stakeholder_graph.model.ontology import ontology

    told, names = found.person, ontology().nodes["Person"].properties
    rows: list[list[Any]] = [[word("of_person_side"), word(f"of_person_{told['side']}")]]
    if told["level"]:
        rows.append([word("level"), policy.level_name(told["level"], COMMON.language)])
    rows += [[word("account"), f"{one['name']} ({word('tier')} {one['tier']})"] for one in told["accounts"]]
    rows += [[names["standing"].word(COMMON.language), named("standing", one)] for one in told["standing"]]
    for name in (
        "language",
        "preferred_channel",
        "topics",
        "avoid",
        "profile_updated",
        "email",
        "phone",
        "capacity_hours",
    ):
        value = told[name]
        if value not in (None, ""):
            of = {"preferred_channel": "channel", "language": "language"}.get(name)
            shown = named(of, value) if of else value
            rows.append([names[name].word(COMMON.language), shown])
    known = any(told[name] for name in ("preferred_channel", "topics", "avoid"))
    missing = told["side"] == "theirs" and told["contact_allowed"] and not known
    return Section(
        "person", word("of_person_profile"), ("what", "value"), [word("what"), word("of_person_value")], rows,
        (0, 1), below=[word("of_person_no_profile")] if missing else [],
    )  # fmt: skip


def _employment(found: PersonFile, policy: Policy) -> Section:
    rows = [
        [job["organisation"]["name"], job["job_title"] or job["office"], job["department"],
         policy.level_name(job["level"], COMMON.language) if job["level"] else None, job["since"],
         job["until"]]
        for job in found.employment
    ]  # fmt: skip
    names = (
        "of_person_where",
        "job_title",
        "of_person_department",
        "level",
        "of_person_since",
        "of_person_until",
    )
    return Section(
        "employment", word("of_person_employment"),
        ("organisation", "job_title", "department", "level", "since", "until"),
        [word(name) for name in names], rows, (3, 3, 2, 0, 0, 0),
        nothing=word("of_person_employment_nothing"),
    )  # fmt: skip


def _roles(found: PersonFile) -> Section:
    rows = []
    for role in found.roles:
        told = named("role", role["role"])
        told = word("presumed_role", role=told) if role["presumed"] else told
        told = word("of_person_role_left", role=told) if role["left"] else told
        place = role["about"]["name"] if role["about"] else role["account"]["name"]
        rows.append([told, place, role["influence"], role["stance"], role["since"]])
    names = ("role", "of_person_where", "of_person_influence", "of_person_stance", "of_person_since")
    theirs = found.person["side"] == "theirs"
    return Section(
        "roles", word("of_person_roles"), ("role", "account", "influence", "stance", "since"),
        [word(name) for name in names], rows, nothing=word("of_person_roles_nothing") if theirs else "",
    )  # fmt: skip


def _care(found: PersonFile) -> Section:
    theirs = found.person["side"] == "theirs"
    rows = []
    for care in found.care:
        duty = word(f"duty_{care['duty']}") if care["duty"] else word("observed_only")
        past = care["state"] == "past"
        last = None if past else care["last_contact"]
        other = care["own" if theirs else "external"]["name"]
        other = word("objects", name=other) if care["objected"] and not theirs else other
        rows.append([other, duty, care["since"], care["until"], word("of_person_past") if past else None,
                     None if past else care["contacts_in_window"], last])  # fmt: skip
    names = ("ours" if theirs else "theirs", "care", "of_person_since", "of_person_until", "of_person_state")
    header = [*(word(name) for name in names), word("of_person_contacts_year"), word("leaves_last")]
    return Section(
        "care", word("of_person_care_theirs" if theirs else "of_person_care_ours"),
        ("name", "care", "since", "until", "state", "contacts", "last_contact"), header, rows,
        nothing=word("of_person_care_nothing" if theirs else "of_person_care_nobody"),
    )  # fmt: skip


def _contacts(found: PersonFile) -> Section:
    shown = found.contacts if COMMON.verbose or COMMON.format == "csv" else found.contacts[:SHOWN]
    rows = [
        [one["date"], named("channel", one["channel"]), one["subject"],
         ", ".join(other["name"] for other in one["with"])]
        for one in shown
    ]  # fmt: skip
    more = len(found.contacts) - len(shown)
    names = ("of_person_date", "of_person_channel", "of_person_subject", "of_person_with")
    return Section(
        "contacts", word("of_person_contacts"), ("date", "channel", "subject", "with"),
        [word(name) for name in names], rows, (0, 0, 3, 3), nothing=word("of_person_contacts_nothing"),
        below=[word("of_person_more", count=more)] if more > 0 else [],
    )  # fmt: skip


def _reports(found: PersonFile) -> Section:
    rows = [
        [one["date"], ", ".join(author["name"] for author in one["authors"]), ratings(one["ratings"]),
         one["result"], one["finding"]]
        for one in found.reports
    ]  # fmt: skip
    names = (
        "of_person_date",
        "of_person_author",
        "of_person_ratings",
        "of_person_result",
        "of_person_finding",
    )
    return Section(
        "reports", word("of_person_reports"), ("date", "author", "ratings", "result", "finding"),
        [word(name) for name in names], rows, (0, 2, 3, 3, 3),
    )  # fmt: skip


def ratings(given: dict[str, int]) -> str:
    """Ratings in words: "Trust 4, Loyalty 3"."""
    from stakeholder_graph.model.ontology import ontology

    names = ontology().nodes["Report"].properties
    return ", ".join(f"{names[name].word(COMMON.language)} {value}" for name, value in given.items())


def _actions(found: PersonFile) -> Section:
    rows = []
    for one in found.actions:
        state = word("of_person_overdue") if one["overdue"] else word(f"of_person_{one['status']}")
        who = ", ".join(other["name"] for other in one["responsible"])
        rows.append([one["text"], one["due"], state, who, one["effect"]])
    names = (
        "of_person_action",
        "of_person_due",
        "of_person_state",
        "of_person_responsible",
        "of_person_effect",
    )
    return Section(
        "actions", word("of_person_actions"), ("text", "due", "status", "responsible", "effect"),
        [word(name) for name in names], rows, (4, 0, 0, 2, 3),
    )  # fmt: skip


def _gaps(found: PersonFile) -> Section:
    rows = [
        [word(gap.severity_class), gap.text(COMMON.language), " ".join(gap.next_steps(COMMON.language)[:2])]
        for gap in found.gaps
    ]
    return Section(
        "gaps", word("of_person_gaps"), ("severity", "text", "next_steps"),
        [word("severity"), word("finding"), word("next")], rows, (0, 5, 5),
        nothing=word("no_gaps", date=COMMON.day),
    )  # fmt: skip
