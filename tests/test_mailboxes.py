"""Mailboxes: who wrote when to whom; what is no contact, and what is said of addresses that nobody has."""

from __future__ import annotations

import mailbox as plain_mailbox
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_graph.exchange.importing import import_files
from stakeholder_graph.exchange.interactions.mail import _LENIENT, _plainly_written
from stakeholder_graph.exchange.interactions.mailbox import read_mails
from stakeholder_graph.exchange.rendering import render_report
from stakeholder_graph.storage import open_store
from tests.contact_files import (
    ADA,
    BODO,
    CORA,
    DORA,
    OPTIONS,
    account,
    contacts,
    contacts_in,
    days,
    faults,
    folder_of,
    mail,
    mailbox,
    notes,
    report,
)

FEW = "fewer than two people whom we know"
LIST = "mailing list or mass mail: no contact"
FAILURE = "says that a mail could not be delivered: no contact"
AUTOMATIC = "written by a machine: no contact"
WRITTEN = ("ada sender", "bodo recipient")


def people(folder: Path) -> list[tuple[str, ...]]:
    return [contact[4] for contact in contacts(folder)]


def test_a_mail_is_a_contact_of_sender_and_recipients_and_never_what_it_says(tmp_path: Path) -> None:
    text = mail("Subject: =?utf-8?q?Geheim_f=C3=BCr_Bodo?=", f"Cc: Cora <{CORA}>, {DORA}", body="Geheim")
    everybody = ("ada sender", "bodo recipient", "cora recipient", "dora recipient")
    folder = folder_of(tmp_path, inbox_mbox=mailbox(text))
    assert contacts(folder) == [("2026-11-10", "mail", None, None, everybody)]
    wanted = [("2026-11-10", "mail", None, "Geheim für Bodo", everybody)]
    assert contacts(folder, with_subject=True) == wanted
    assert account(report(folder), "inbox.mbox") == (1, 1, {}, 0)
    assert notes(report(folder)) == []


def test_a_single_mail_and_its_copy_in_two_mailboxes_are_one(tmp_path: Path) -> None:
    other = mail(key="<mohn-2@sonnentau.example>")
    folder = folder_of(
        tmp_path, brief_eml=mail(), inbox_mbox=mailbox(mail(), other), sent_mbox=mailbox(mail())
    )
    assert len(contacts(folder)) == 2
    told = report(folder)
    assert account(told, "brief.eml") == (1, 1, {}, 0)
    assert account(told, "inbox.mbox") == (2, 1, {"the same mail again": 1}, 0)
    assert account(told, "sent.mbox") == (1, 0, {"the same mail again": 1}, 0)


def test_without_message_id_a_mail_is_known_by_day_and_people(tmp_path: Path) -> None:
    later = mail(key=None, date="Wed, 11 Nov 2026 11:00:00 +0100")
    folder = folder_of(tmp_path, inbox_mbox=mailbox(mail(key=None), mail(key=None), later))
    assert days(folder) == ["2026-11-10", "2026-11-11"]
    assert notes(report(folder)) == [
        ("inbox.mbox", 1, None, "no Message-ID; told apart by day and people", 2)
    ]


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        (f'"Wiesengrün, Bodo" <{BODO}>', WRITTEN),
        (f"=?utf-8?q?Wiesengr=C3=BCn=2C_Bodo?= <{BODO}>", WRITTEN),
        (f"Einkauf: Bodo <{BODO}>, {CORA};", (*WRITTEN, "cora recipient")),
        (f"{BODO.upper()}", WRITTEN),
        (f"Bodo\n <{BODO}>,\n\t{CORA}", (*WRITTEN, "cora recipient")),
        (f"{BODO}, {ADA}", WRITTEN),
        (f"{BODO}, {BODO}, Bodo <{BODO}>", WRITTEN),
        (f"{BODO} (Wiesengrün)", WRITTEN),
        (f"=?nonsense?q?Bodo?= <{BODO}>", WRITTEN),
        (f"<{BODO}>; {CORA}", WRITTEN),
        (f"kein Mensch, {BODO}, @, <>, a b@c", WRITTEN),
    ],
)
def test_addresses_as_they_are_written(tmp_path: Path, to: str, expected: tuple[str, ...]) -> None:
    assert [
        set(found) >= set(expected) for found in people(folder_of(tmp_path, a_mbox=mailbox(mail(to=to))))
    ] == [True]


def test_a_group_without_members_is_nobody(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, a_mbox=mailbox(mail(f"Cc: {BODO}", to="undisclosed-recipients:;")))
    assert people(folder) == [WRITTEN]
    assert notes(report(folder)) == []


def test_blind_copies_count_in_ones_own_sent_mail_only(tmp_path: Path) -> None:
    sent = mail(f"Bcc: {CORA}", sender=BODO, to=ADA)
    got = mail(f"Bcc: {CORA}", key="<mohn-2@sonnentau.example>")
    folder = folder_of(tmp_path, a_mbox=mailbox(sent, got))
    assert people(folder) == [("ada recipient", "bodo sender", "cora recipient"), WRITTEN]


def test_the_copy_with_blind_copies_completes_the_other(tmp_path: Path) -> None:
    sent, got = mail(f"Bcc: {CORA}", sender=BODO, to=ADA), mail(sender=BODO, to=ADA)
    everybody = ("ada recipient", "bodo sender", "cora recipient")
    assert people(folder_of(tmp_path / "1", a_mbox=mailbox(got), b_mbox=mailbox(sent))) == [everybody]
    assert people(folder_of(tmp_path / "2", a_mbox=mailbox(sent), b_mbox=mailbox(got))) == [everybody]


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Mon, 09 Nov 2026 23:30:00 +0000", "2026-11-10"),
        ("Mon, 9 Nov 2026 23:30:00 -0000", "2026-11-09"),
        ("Tue, 10 Nov 2026 00:30:00 +0200 (EET)", "2026-11-09"),
        ("10 Nov 26 12:00 GMT", "2026-11-10"),
        ("Tue, 24 Nov 2026 00:30:00 +0100", "2026-11-24"),
    ],
)
def test_the_day_is_that_where_the_user_is(tmp_path: Path, written: str, day: str) -> None:
    assert days(folder_of(tmp_path, a_mbox=mailbox(mail(date=written)))) == [day]


@pytest.mark.parametrize(
    ("more", "sender", "why"),
    [
        ("List-Id: <pumpen.verband.example>", ADA, LIST),
        ("Precedence: bulk", ADA, LIST),
        ("Precedence: List", ADA, LIST),
        ("Auto-Submitted: auto-replied", ADA, AUTOMATIC),
        ("Auto-Submitted: auto-generated; owner=ada", ADA, AUTOMATIC),
        ("Return-Path: <>", ADA, AUTOMATIC),
        ("X-Any: 1", "noreply@sonnentau.example", "from an address that takes no answer: no contact"),
        ("X-Any: 1", "do-not-reply@sonnentau.example", "from an address that takes no answer: no contact"),
        ("X-Any: 1", "no_reply+12@sonnentau.example", "from an address that takes no answer: no contact"),
        ("X-Any: 1", "MAILER-DAEMON@sonnentau.example", FAILURE),
        ("X-Failed-Recipients: x@y.example", ADA, FAILURE),
        ("Content-Type: multipart/report; report-type=delivery-status", ADA,
         FAILURE),
        ("X-Mozilla-Draft-Info: internal/draft; vcard=0", ADA, "a draft, never sent"),
        ("X-Gmail-Labels: Wichtig,=?utf-8?q?Entw=C3=BCrfe?=", ADA, "a draft, never sent"),
        ("X-Unsent: 1", ADA, "a draft, never sent"),
        ("X-Any: 1", "fremd@heidekraut.example", FEW),
        ("X-Any: 1", DORA, "only people of ours: no contact"),
    ],
)  # fmt: skip
def test_what_is_no_contact_is_counted(tmp_path: Path, more: str, sender: str, why: str) -> None:
    folder = folder_of(tmp_path, a_mbox=mailbox(mail(more, sender=sender)))
    assert contacts(folder) == []
    assert account(report(folder), "a.mbox") == (1, 0, {why: 1}, 0)


@pytest.mark.parametrize("more", ["Auto-Submitted: no", "Precedence: normal", "Return-Path: <ada@x.example>"])
def test_what_somebody_wrote_is_a_contact(tmp_path: Path, more: str) -> None:
    assert people(folder_of(tmp_path, a_mbox=mailbox(mail(more)))) == [WRITTEN]


def test_who_has_left_us_for_a_customer_is_one_of_theirs_from_then_on(tmp_path: Path) -> None:
    both = [
        mail(sender=DORA, date=f"{day} Nov 2026 11:00:00 +0100", key=f"<{day}@a>") for day in ("08", "10")
    ]
    folder = folder_of(tmp_path, a_mbox=mailbox(*both))
    rows = "dora,WORKS_FOR,c2,,2026-11-09\ndora,WORKS_FOR,c1,2026-11-10,\n"
    links = f"from,relationship,to,valid_from,valid_to\n{rows}"
    (folder / "relationships.csv").write_text(links, encoding="utf-8")
    people = folder / "people.csv"
    people.write_text(
        people.read_text(encoding="utf-8").replace("Taubengrau,c2", "Taubengrau,"), encoding="utf-8"
    )
    assert days(folder) == ["2026-11-10"]
    assert account(report(folder), "a.mbox")[2] == {"only people of ours: no contact": 1}


def test_mails_in_the_folder_of_drafts_were_never_sent(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, Entwürfe_mbox=mailbox(mail()))
    assert account(report(folder), "Entwürfe.mbox") == (1, 0, {"a draft, never sent": 1}, 0)


def test_a_mail_to_very_many_is_taken_as_the_analyses_know_that_it_is_no_contact(tmp_path: Path) -> None:
    many = ", ".join(f"gast{number}@heidekraut.example" for number in range(500))
    assert people(folder_of(tmp_path, a_mbox=mailbox(mail(to=f"{BODO}, {many}")))) == [WRITTEN]


# --- addresses --------------------------------------------------------------------------------------------


def test_unknown_addresses_are_listed_by_frequency_with_what_is_known_of_them(tmp_path: Path) -> None:
    strangers = {
        "fritz@heidekraut.example": 1, "Eva Enzianblau <eva@sonnentau.example>": 4,
        "neu@pusteblume.example": 3, '"Himmelblau, Cora" <cora.privat@gmail.com>': 2,
    }  # fmt: skip
    mails = [
        mail(f"Cc: {named}", key=f"<{named}-{number}>")
        for named, count in strangers.items()
        for number in range(count)
    ]
    folder = folder_of(tmp_path, a_mbox=mailbox(*mails))
    assert len(contacts(folder)) == 10
    assert notes(report(folder)) == [
        ("a.mbox", None, "eva@sonnentau.example",
         "nobody has this address (Eva Enzianblau); by its domain at Sonnentau Kliniken AG", 4),
        ("a.mbox", None, "neu@pusteblume.example", "one of ours, in no file and not in the database", 3),
        ("a.mbox", None, "cora.privat@gmail.com",
         "nobody has this address (Himmelblau, Cora); perhaps it is Cora Himmelblau, who has "
         "cora@sonnentau.example", 2),
        ("a.mbox", None, "fritz@heidekraut.example", "nobody has this address", 1),
    ]  # fmt: skip


def test_the_company_is_not_guessed_from_a_domain_that_anybody_has(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, a_mbox=mailbox(mail("Cc: wer@web.de")))
    with (folder / "people.csv").open("a", encoding="utf-8") as file:
        file.write("emil,Emil Grau,c1,,emil@web.de\n")
    assert [note[3] for note in notes(report(folder))] == ["nobody has this address"]


def test_an_address_that_several_people_have_leads_to_none_of_them(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, a_mbox=mailbox(mail(f"Cc: {CORA}")))
    with (folder / "people.csv").open("a", encoding="utf-8") as file:
        file.write(f"emil,Emil Grau,c1,,{CORA}\n")
    assert people(folder) == [WRITTEN]
    said = "several people have this address: Cora Himmelblau, Emil Grau"
    assert notes(report(folder)) == [("a.mbox", None, CORA, said, 1)]


def test_nobody_is_made_from_an_address(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, a_mbox=mailbox(mail("Cc: eva@sonnentau.example")))
    counts = report(folder).counts
    assert (counts["Person"], counts["Interaction"], counts["TOOK_PART"]) == (4, 1, 2)


def test_addresses_of_mass_mail_are_not_listed(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, a_mbox=mailbox(mail("List-Id: <a.example>", sender="post@verband.example")))
    assert notes(report(folder)) == []


def test_an_address_at_the_domain_of_our_people_is_one_of_ours_without_any_policy(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, a_mbox=mailbox(mail("Cc: neu@pusteblume.example")))
    said = "one of ours, in no file and not in the database"
    told = notes(report(folder, own_domains=()))
    assert told == [("a.mbox", None, "neu@pusteblume.example", said, 1)]


SIGNS = st.sampled_from(["Ada", "Größe", " ", ",", '"', "<", ">", "@", "a@b.c", "x-y@z.example", ";", ":",
                         "(", ")", "=?utf-8?q?M=C3=BC?=", ".", "\\", "'", "<a@b.c>", ", ", "\t"])  # fmt: skip


@given(parts=st.lists(SIGNS, max_size=9))
@settings(max_examples=2000)
def test_what_is_read_the_fast_way_is_what_the_library_reads(parts: list[str]) -> None:
    value = "".join(parts)
    found = _plainly_written(value)
    if found:
        theirs = [(name, address) for name, address in getaddresses([value], **_LENIENT) if address]
        assert [address for _, address in found] == [address for _, address in theirs]
        assert [name.split() for name, _ in found] == [name.split() for name, _ in theirs]


def test_a_long_header_does_not_keep_the_reader_for_ever() -> None:
    assert _plainly_written("a" + " a" * 50_000 + "<") == []
    assert _plainly_written('"' + " " * 100_000) == []


# --- mailboxes as programs write them ---------------------------------------------------------------------


def test_what_python_writes_as_a_mailbox_is_read(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in")
    written = plain_mailbox.mbox(folder / "inbox", create=True)
    for number in range(3):
        message = EmailMessage()
        message["From"], message["To"] = f"Ada <{ADA}>", f"Bodo Wiesengrün <{BODO}>"
        message["Date"], message["Message-ID"] = (
            f"Tue, {10 + number} Nov 2026 11:00:00 +0100",
            f"<{number}@a>",
        )
        message.set_content("Hallo\n\nFrom now on\n\nFrom Ada Mon Nov  9 11:00:00 2026\nTo: nobody\n" * 3)
        written.add(message)
    written.close()
    assert days(folder) == ["2026-11-10", "2026-11-11", "2026-11-12"]
    assert account(report(folder), "inbox") == (3, 3, {}, 0)


@pytest.mark.parametrize(
    "first",
    [
        "From - Tue Nov 10 11:00:00 2026",
        "From ada@sonnentau.example Tue Nov 10 11:00:00 2026",
        "From 1756@xxx Tue Nov 10 11:00:00 +0000 2026",
        "From ada@sonnentau.example Tue, 10 Nov 2026 11:00:00 +0100",
        "From MAILER_DAEMON Tue Nov 10 11:00 2026",
        "From ada@sonnentau.example",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_line_before_a_mail_is_written_in_many_ways(tmp_path: Path, first: str, end: str) -> None:
    bodies = "Hallo,\n\n>From now on\nFrom here to there\n\nbis bald"
    texts = [mail(key=f"<{number}@a>", body=bodies) for number in range(3)]
    text = "".join(f"{first}\n{one}\n" for one in texts).replace("\n", end)
    assert len(contacts(folder_of(tmp_path, a_mbox=text))) == 3


@pytest.mark.parametrize("block", [7, 64, 333])
def test_mails_are_found_wherever_a_block_of_the_file_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    text = mailbox(*(mail(key=f"<{number}@a>", body="x" * number + "\n") for number in range(40)))
    (tmp_path / "a.mbox").write_text(text, encoding="utf-8", newline="")
    whole = [found.headers for found in read_mails(tmp_path / "a.mbox")]
    monkeypatch.setattr("stakeholder_graph.exchange.interactions.mailbox_blocks.BLOCK", block)
    found = [found.headers for found in read_mails(tmp_path / "a.mbox")]
    assert found == whole
    assert len(found) == 40


def test_a_mail_without_text_and_blank_line_does_not_swallow_the_next(tmp_path: Path) -> None:
    headers = [mail(key=f"<{number}@a>").partition("\n\n")[0] for number in range(3)]
    text = "".join(f"From - Tue Nov 10 11:00:00 2026\n{one}\n" for one in headers) + "\n"
    assert account(report(folder_of(tmp_path, a_mbox=text)), "a.mbox") == (3, 3, {}, 0)


def test_a_sentence_that_begins_with_from_begins_no_mail(tmp_path: Path) -> None:
    text = mailbox(mail(body="Hallo\n\nFrom Berlin we go on at 10:00 in 2027\nTo: nobody@a.example\n"))
    assert account(report(folder_of(tmp_path, a_mbox=text)), "a.mbox") == (1, 1, {}, 0)


@pytest.mark.parametrize("coding", ["utf-8", "cp1252", "utf-8-sig"])
def test_raw_letters_in_headers(tmp_path: Path, coding: str) -> None:
    text = mail("Subject: Größe", sender=f"Ada Größlich <{ADA}>").encode(coding)
    found = contacts(folder_of(tmp_path, a_eml=text), with_subject=True)
    assert [(contact[3], contact[4]) for contact in found] == [("Größe", WRITTEN)]


def test_mailboxes_are_found_in_folders_whatever_they_are_called(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    (folder / "Inbox").write_text(mailbox(mail()), encoding="utf-8")
    (folder / "Archiv.mbox").mkdir()
    (folder / "Archiv.mbox" / "mbox").write_text(mailbox(mail(key="<2@a>")), encoding="utf-8")
    (folder / "Inbox.msf").write_text("// index", encoding="utf-8")
    (folder / "LIES").write_text("From here on, read this", encoding="utf-8")
    (folder / "brief.eml").write_text("\n" + mail(key="<3@a>"), encoding="utf-8")
    assert len(contacts(folder)) == 3


def test_a_mail_under_another_name_is_known_by_its_headers(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in")
    (tmp_path / "brief.msg.bak").write_text("Received: by a.example\n" + mail(), encoding="utf-8")
    with open_store(tmp_path / "a.db", create=True) as store:
        import_files(store, [folder, tmp_path / "brief.msg.bak"], OPTIONS)
        assert len(contacts_in(store.read())) == 1


def test_thousands_of_single_mails_are_one_line_of_the_report(tmp_path: Path) -> None:
    letters = {f"brief{number}_eml": mail(key=f"<{number}@a>") for number in range(12)}
    list_mail = mail("List-Id: <a.example>")
    folder = folder_of(tmp_path, **letters, rund_eml=list_mail, inbox_mbox=mailbox(mail()))
    lines = [" ".join(line.split()) for line in render_report(report(folder)).splitlines()]
    assert f"{folder / '*.eml'} eml 13 12 0 1 0" in lines
    assert f"{folder / '*.eml'}: 1 left out, {LIST}" in lines
    assert len([line for line in lines if ".eml eml" in line]) == 1
    assert len(report(folder).files) == 16


def test_an_empty_mailbox_is_no_fault(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, leer_mbox="", inbox_mbox=mailbox(mail()))
    assert account(report(folder), "leer.mbox") == (0, 0, {}, 0)
    assert faults(report(folder)) == []


def test_repeating_an_import_changes_nothing_and_knows_each_mail_from_any_mailbox(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", inbox_mbox=mailbox(mail(), mail(key="<2@a>")), a_eml=mail())
    (tmp_path / "other.mbox").write_text(mailbox(mail(), mail(key="<3@a>")), encoding="utf-8")
    with open_store(tmp_path / "a.db", create=True) as store:
        import_files(store, [folder], OPTIONS)
        first, revision = contacts_in(store.read()), store.revision
        again = import_files(store, [folder], OPTIONS)
        assert (store.revision, contacts_in(store.read())) == (revision, first)
        assert all(file.taken == 0 and file.complete for file in again.files)
        other = import_files(store, [tmp_path / "other.mbox"], OPTIONS)
        assert [(file.rows, file.taken, file.unchanged) for file in other.files] == [(2, 1, 1)]
        assert len(contacts_in(store.read())) == 3


def test_a_subject_goes_again_when_it_is_no_longer_wanted(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a_mbox=mailbox(mail("Subject: Angebot")))
    with open_store(tmp_path / "a.db", create=True) as store:
        for wanted, subject in ((False, None), (True, "Angebot"), (False, None)):
            import_files(store, [folder], OPTIONS.__class__(**{**vars(OPTIONS), "with_subject": wanted}))
            assert [contact[3] for contact in contacts_in(store.read())] == [subject]
