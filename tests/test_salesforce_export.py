"""An export with API names, of all tables: every rule once, with invented people."""

from __future__ import annotations

from datetime import date

import pytest

from stakeholder_graph.exchange.reading import Reading
from tests.salesforce_files import ADA, BODO, FILES, accounts, notes, read, record, rows

ANOTHER_LINK = "in no file and not in the database; taken without this link"
NO_PLACE = "a job title has no place without an account; not kept"
CANDIDATE = "the record owner is a candidate to care for this person; not taken as carer"
NO_USER = "the owner is no user in any file; taken by the id or name alone"
ENDED = "not active any more, but without a last day; ended on the day of the last change"
SAME, DOUBT = "the same person twice: ", "possibly the same person: "
OURS = "company:our company"
SELMA, BRUNO, IDA = (record("005", number) for number in (1, 2, 3))
CORA, DINO, EDDA = (record("003", number) for number in (3, 4, 5))
MORGENROT, HOLDING, VERBAND, SILBERDISTEL, NEBELKRAUT, WINDROSE = (record("001", n) for n in range(1, 7))


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(FILES / "salesforce_export")


def test_every_row_is_accounted_for(reading: Reading) -> None:
    assert accounts(reading) == {
        "Account.csv": (8, 6, {"deleted in Salesforce": 1, "merged into another record": 1}, 0),
        "AccountContactRelation.csv": (5, 4, {"repeats the account of the contact": 1}, 0),
        "Campaign.csv": (1, 1, {}, 0),
        "CampaignMember.csv": (
            6, 3,
            {
                "mass mail: no contact": 1, "its campaign is in no file": 1,
                "no answer to a mailing: no contact": 1,
            },
            0,
        ),
        "Contact.csv": (14, 13, {"the same person as another record": 1}, 0),
        "Event.csv": (3, 2, {"still to come: a plan, no contact": 1}, 0),
        "Lead.csv": (
            7, 5, {"converted: the contact is taken": 1, "the same person as another record": 1}, 0,
        ),
        "Opportunity.csv": (7, 7, {}, 0),
        "OpportunityContactRole.csv": (
            7, 3,
            {
                "a role that says nothing of the decision": 1, "the role's name is not known": 1,
                "names no role": 1, "leads to a record that is in no file": 1,
            },
            0,
        ),
        "Task.csv": (
            8, 5,
            {
                "mass mail: no contact": 1, "open task: a plan, no contact": 1,
                "names nobody of theirs: no contact": 1,
            },
            0,
        ),
        "User.csv": (4, 3, {"a technical user, no person": 1}, 0),
    }  # fmt: skip


def test_accounts_are_companies_or_organisations(reading: Reading) -> None:
    assert rows(reading, "Company", "id", "name", "party", "industry", "country") == [
        (MORGENROT, "Morgenrot Maschinenbau AG", "customer", "Machinery", "Germany"),
        (HOLDING, "Morgenrot Holding SE", "prospect", None, "Austria"),  # from the address in JSON
        (SILBERDISTEL, "Silberdistel Handel", "distributor", None, None),
        (NEBELKRAUT, "Nebelkraut GmbH", "customer", None, None),
        (WINDROSE, "Windrose Werke", "other", None, None),
        (OURS, "Our company", "own", None, None),
        ("company:quellgrund ag", "Quellgrund AG", "prospect", None, None),
        ("company:rabenfels kg", "Rabenfels KG", "prospect", "Mining", None),
    ]
    assert rows(reading, "Organisation", "id", "name", "category") == [
        (VERBAND, "Verband der Quarzschleifer", "association")
    ]
    assert rows(reading, "PART_OF", "start", "end") == [(MORGENROT, HOLDING)]
    derived = "what the account is to us is not given; taken as "
    assert [note for note in notes(reading, "Account.csv") if note[0]] == [
        (3, None, None, derived + "prospect: an opportunity is open", 1),
        (4, "ParentId", MORGENROT,
         "a company cannot be part of an organisation, nor the other way; this link is not taken", 1),
        (4, "OwnerId", "00GAq0000000001MAA", "the owner is a queue, no person", 1),
        (5, "ParentId", record("001", 77), ANOTHER_LINK, 1),
        (6, "ParentId", NEBELKRAUT, "is part of itself; this link is not taken", 1),
        (6, None, None, derived + "customer: an opportunity was won", 1),
        (7, "Type", "Gold client", "no known kind of account; taken as if empty", 1),
        (7, None, None, derived + "other: none was won or is open", 1),
    ]  # fmt: skip


def test_people_are_taken_once(reading: Reading) -> None:
    people = {row[0]: row[1:] for row in rows(reading, "Person", "id", "name", "email", "phone", "avoid")}
    assert len(people) == 21
    assert people[ADA] == ("Ada Mohnrot", "ada@morgenrot.example", "+49 1 100", None)
    assert people[BODO] == ("Bodo Kiesel", "bodo@morgenrot.example", "+49 1 100", "call, mail")
    assert people[CORA] == ("Cora Tann", None, "+49 1 111", None)  # completed by her second row
    assert people[record("003", 10)] == (
        "buero@silberdistel.example",
        "buero@silberdistel.example",
        None,
        None,
    )
    gone = {record("003", 8), record("003", 11), record("00Q", 2), record("00Q", 3), record("00Q", 5)}
    assert not gone & people.keys()
    assert people[record("003", 55)][0] == "Mira Tau"  # the lead whose contact is in no file
    assert not reading.records.nodes["Person"]["contact_allowed"].is_not_null().any()


def test_whom_people_work_for(reading: Reading) -> None:
    jobs = rows(reading, "WORKS_FOR", "start", "end", "job_title", "valid_from", "valid_to", "note")
    assert [job for job in jobs if job[0] in (ADA, BODO, DINO)] == [
        (DINO, HOLDING, "CFO", None, None, None),
        (DINO, WINDROSE, None, None, date(2025, 3, 4), "indirect"),  # inactive: ends with its last change
        (BODO, MORGENROT, "Leiter Einkauf", None, None, None),
        (BODO, NEBELKRAUT, None, date(2024, 1, 1), None, "indirect"),
        (ADA, MORGENROT, "Chief Executive Officer", None, None, None),
        (ADA, NEBELKRAUT, "Beirätin", None, None, None),  # the second row of the same person
    ]
    assert [job[:3] for job in jobs if job[0].startswith("00Q") or job[0] == record("003", 55)] == [
        (record("003", 55), "company:quellgrund ag", "Buyer"),
        (record("00Q", 1), "company:rabenfels kg", "CEO"),
        (record("00Q", 4), NEBELKRAUT, "Buyer"),  # "nebelkraut  gmbh" is an account's name
        (record("00Q", 7), "company:rabenfels kg", "Einkauf"),
    ]
    assert len(jobs) == 22
    assert notes(reading, "AccountContactRelation.csv") == [
        (4, "ContactId", None, "works for another account too; both links are kept", 2),
        (5, "IsActive", None, ENDED, 1),
        (6, "valid_to", "2025-05-01", "ends before it starts, so it is never valid", 1),
    ]  # fmt: skip


def test_whom_people_report_to(reading: Reading) -> None:
    # Ada <- Bodo      Dino <-> Edda      Selma <- Bruno, Ida      Cora names herself
    assert rows(reading, "REPORTS_TO", "start", "end") == [
        (DINO, EDDA), (EDDA, DINO), (BODO, ADA), (BRUNO, SELMA), (IDA, SELMA),
    ]  # fmt: skip


def test_what_is_said_of_contacts(reading: Reading) -> None:
    assert [note for note in notes(reading, "Contact.csv") if note[0]] == [
        (2, "OwnerId", None, CANDIDATE, 11),
        (4, "ReportsToId", CORA, "reports to themselves; this link is not taken", 1),
        (4, "Title", "Lichtzauberin", "this job title tells no level", 2),
        (5, None, f"{DINO}, {EDDA}", "a circle: 2 REPORTS_TO each other", 2),
        (6, "Title", "Former CEO", "a job title of the past: the level is unknown", 1),
        (6, "OwnerId", "00GAq0000000001MAA", "the owner is a queue, no person", 1),
        (7, "Title", None, NO_PLACE, 2),
        (7, "AccountId", None, "without account: belongs to no account in any analysis", 1),
        (8, "AccountId", record("001", 99), ANOTHER_LINK, 1),
        (8, "ReportsToId", record("003", 99), ANOTHER_LINK, 1),
        (8, "OwnerId", record("005", 77), NO_USER, 2),
        (9, None, "A. Mohnrot is Ada Mohnrot (Contact.csv row 2)",
         SAME + "the same mail address and name; taken once", 1),
        (10, None, f"Hanno Efeu ({record('003', 9)}) and Bodo Kiesel (Contact.csv row 3)",
         DOUBT + "the same mail address, another name; both are taken", 1),
        (11, "LastName", None, "no name; called by the mail address", 1),
        (11, "Title", None, "without job title: the level is unknown", 2),
        (12, None, "Cora Tann is Cora Tann (Contact.csv row 4)",
         SAME + "the same name at the same company; taken once", 1),
        (13, None, f"Jette Klee ({record('003', 12)}) and Finn Moos (Contact.csv row 7)",
         DOUBT + "the same External_id__c; both are taken", 1),
        (15, None, f"Dino Falter ({record('003', 14)}) and Dino Falter (Contact.csv row 5)",
         DOUBT + "the same name at the same company, but another mail address or phone; both are taken", 1),
    ]  # fmt: skip


def test_what_is_said_of_leads(reading: Reading) -> None:
    assert [note for note in notes(reading, "Lead.csv") if note[0]] == [
        (2, "OwnerId", BRUNO, "one owner for everything", 7),
        (2, "OwnerId", None, CANDIDATE, 5),
        (4, None, "Dino Falter is Dino Falter (Contact.csv row 5)",
         SAME + "the same mail address and name; taken once", 1),
        (6, "ConvertedContactId", record("003", 55),
         "converted, but the contact is in no file; the lead is taken in its place", 1),
        (7, "Title", None, NO_PLACE, 1),
        (7, "Company", None, "without account: belongs to no account in any analysis", 1),
        (8, "Title", "Einkauf", "this job title tells no level", 1),
    ]  # fmt: skip


def test_opportunities_keep_equal_names_and_find_short_ids(reading: Reading) -> None:
    found = rows(reading, "Opportunity", "id", "name", "stage", "amount", "close_date", "is_open")
    assert found[:2] == [
        (record("006", 1), "Mischer 2026", "Closed Won", 125000.5, date(2026, 12, 1), False),
        (record("006", 2), "Presse", "Negotiation", 80000.0, date(2026, 12, 1), True),
    ]
    assert [(name, is_open) for _, name, *_, is_open in found[2:]] == [
        ("Wartung", False), ("Messestand", True), ("Ohne Konto", True), ("Verwaist", True), ("Presse", False),
    ]  # fmt: skip
    assert rows(reading, "HAS_OPPORTUNITY", "start", "end") == [
        (MORGENROT, record("006", 1)),  # its AccountId has 15 characters
        (HOLDING, record("006", 2)),
        (HOLDING, record("006", 7)),
        (NEBELKRAUT, record("006", 3)),
    ]
    assert [note for note in notes(reading, "Opportunity.csv") if note[0]] == [
        (2, "OwnerId", BRUNO, "one owner for everything", 7),
        (5, "AccountId", VERBAND, "only a company can have an opportunity; taken without this link", 1),
        (6, "AccountId", None, "an opportunity of no account", 1),
        (7, "AccountId", record("001", 99), ANOTHER_LINK, 1),
    ]


def test_roles(reading: Reading) -> None:
    assert rows(reading, "PLAYS_ROLE", "start", "end", "role", "stance", "valid_from") == [
        (DINO, record("006", 2), "co_decider", 1, None),
        (BODO, MORGENROT, "gatekeeper", None, None),
        (BODO, NEBELKRAUT, "decider", None, date(2024, 1, 1)),
        (BODO, NEBELKRAUT, "user", None, date(2024, 1, 1)),
        (BODO, record("006", 1), "decider", None, None),
        (ADA, record("006", 2), "influencer", None, None),
    ]
    assert [note for note in notes(reading, "OpportunityContactRole.csv") if note[0]] == [
        (
            2,
            None,
            None,
            "the owner of the opportunity may be the one who cares for this person; only counted",
            3,
        ),
        (4, "ContactId", None, "plays a role at an opportunity of another account; both links are kept", 1),
        (6, "Role", "Hellseher", "no known role; taken without a role", 1),
        (8, "ContactId", record("003", 99), ANOTHER_LINK, 1),
    ]


def test_only_what_has_happened_is_a_contact(reading: Reading) -> None:
    assert rows(reading, "Interaction", "id", "date", "channel", "subject", "minutes") == [
        (record("00T", 1), date(2026, 3, 10), "call", "Angebot besprochen", 5),
        (record("00T", 2), date(2026, 3, 11), "mail", "Email: Angebot", None),
        (record("00T", 3), date(2026, 3, 12), "call", "Rückfrage", None),
        (record("00T", 7), date(2026, 3, 14), "meeting", "Kennenlernen", None),
        (record("00T", 8), date(2026, 3, 15), "mail", "Verschollen", None),
        (record("00U", 1), date(2026, 3, 2), "visit", "Besuch", 60),
        (record("00U", 3), date(2026, 4, 1), "other", "Werksführung", None),  # the whole day, in every zone
    ]
    assert rows(reading, "TOOK_PART", "end", "part", "start") == [
        (record("00T", 1), "organiser", BRUNO), (record("00T", 1), "participant", ADA),
        (record("00T", 2), "recipient", BODO), (record("00T", 2), "sender", BRUNO),
        (record("00T", 3), "organiser", BODO), (record("00T", 3), "participant", BRUNO),  # they called us
        (record("00T", 7), "organiser", BRUNO), (record("00T", 7), "participant", record("00Q", 1)),
        (record("00T", 8), "sender", BRUNO),
        (record("00U", 1), "organiser", SELMA), (record("00U", 1), "participant", DINO),
        (record("00U", 3), "organiser", BRUNO), (record("00U", 3), "participant", ADA),
    ]  # fmt: skip
    assert [note for note in notes(reading, "Task.csv") if note[0] and note[0] > 2] == [
        (8, "WhatId", record("006", 99), ANOTHER_LINK, 1),
        (9, "WhoId", record("003", 99), ANOTHER_LINK, 1),
    ]


def test_campaigns_are_measures_and_answers_invitations(reading: Reading) -> None:
    assert rows(reading, "Measure", "id", "name", "kind", "date", "status") == [
        (record("701", 1), "Hausmesse", "congress", date(2026, 5, 5), "done")
    ]
    assert rows(reading, "INVITED_TO", "start", "end", "answer") == [
        (DINO, record("701", 1), "declined"),  # by the lead that is the same person
        (BODO, record("701", 1), "accepted"),
        (ADA, record("701", 1), "attended"),
    ]


def test_users_are_ours_and_leavers_have_ended(reading: Reading) -> None:
    own = [
        job for job in rows(reading, "WORKS_FOR", "start", "end", "job_title", "valid_to") if job[1] == OURS
    ]
    assert own == [
        (SELMA, OURS, "Vertriebsleiterin", None),
        (BRUNO, OURS, "Key Account Manager", None),
        (IDA, OURS, "Account Manager", date(2025, 5, 6)),
        (record("005", 77), OURS, None, None),  # owns records and is no user
    ]
    names = dict(rows(reading, "Person", "id", "name"))
    assert names[record("005", 77)] == f"Unnamed user …{record('005', 77)[-8:]}"
    assert [note for note in notes(reading, "User.csv") if note[0]] == [
        (2, None, "Our company", "our company stands in no export; it was made", 1),
        (4, "IsActive", None, ENDED, 1),
    ]  # fmt: skip


def test_owners_care_only_where_the_user_says_so(reading: Reading) -> None:
    assert rows(reading, "CARES_FOR", "start", "end") == []
    caring = read(FILES / "salesforce_export", owner_cares=True)
    care = rows(caring, "CARES_FOR", "end", "start", "duty", "note")
    assert len(care) == 16  # 11 contacts and 5 leads; Ada once, and Edda's record belongs to a queue
    assert (DINO, IDA, "carer", "record owner") in care
    assert EDDA not in {person for person, *_ in care}
    assert not any("candidate" in problem.problem for problem in caring.problems)


def test_what_is_not_taken_is_named_once_for_each_file(reading: Reading) -> None:
    said = [note for note in notes(reading, "Contact.csv") if note[0] is None]
    why = "private, and not needed to care for a relationship: Birthdate, PhotoUrl"
    assert [note[3] for note in said] == [f"columns not taken on purpose: {why}"]
    (unknown,) = [note for note in notes(reading, "Campaign.csv") if note[0] is None]
    assert unknown[3] == "unknown columns, not taken: EndDate"
