"""The vendors' tables are read as their owners meant them: every row, column, encoding and day."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from stakeholder_graph.exchange.cells import country_of, read_booleans
from stakeholder_graph.exchange.dates import read_date_columns, read_dates, read_instant
from stakeholder_graph.exchange.dialect import sniff
from stakeholder_graph.exchange.tables import Table, read_tables

KNOWN = ("Id", "Name", "AccountId", "ContactId", "LastName", "First Name", "Last Name", "Deal Name", "Amount")
HAWAII = ZoneInfo("Pacific/Honolulu")
AUCKLAND = ZoneInfo("Pacific/Auckland")


def read(samples: Path, name: str) -> Table:
    (table,) = read_tables(samples / name, KNOWN)
    assert table.problems == ()
    assert (table.skipped_before, table.blank_rows, table.footer_rows, table.faulty_rows) == (0, 0, 0, 0)
    assert all(len(column) == len(table.row_numbers) for column in table.columns)
    return table


def cells(table: Table, name: str) -> list[str | None]:
    column = table.column(name)
    assert column is not None
    return column


def filled(table: Table, name: str) -> list[str]:
    return [cell for cell in cells(table, name) if cell is not None]


@pytest.mark.parametrize(
    ("name", "encoding", "rows", "columns"),
    [
        ("salesforce_developer_edition/Account.csv", "utf-8", 18, 17),
        ("salesforce_developer_edition/Contact.csv", "utf-8", 25, 17),
        ("salesforce_developer_edition/Opportunity.csv", "utf-8", 36, 19),
        ("salesforce_developer_edition/Lead.csv", "utf-8", 22, 28),
        ("salesforce_developer_edition/OpportunityHistory.csv", "utf-8", 48, 13),
        ("salesforce_dataloader_export/Account.csv", "utf-8-sig", 22, 56),
        ("salesforce_dataloader_export/Contact.csv", "utf-8-sig", 102, 72),
        ("salesforce_dataloader_export/AccountContactRelation.csv", "utf-8-sig", 22, 14),
        ("salesforce_dataloader_export/Opportunity.csv", "utf-8-sig", 50, 35),
        ("salesforce_dataloader_export/Task.csv", "utf-8-sig", 75, 40),
        ("salesforce_dataloader_export/CampaignMember.csv", "utf-8-sig", 68, 38),
        ("hubspot_academy_import/contacts_sample_import-1.csv", "utf-8", 11, 14),
        ("hubspot_academy_import/companies.csv", "utf-8", 1, 8),
        ("hubspot_academy_import/Sample_Deal_Import-1.csv", "utf-8", 1, 12),
        ("krackhardt_hightech/people.csv", "utf-8", 21, 5),
        ("krackhardt_hightech/ties.csv", "utf-8", 312, 3),
    ],
)
def test_every_table_has_its_rows_and_columns(
    samples: Path, name: str, encoding: str, rows: int, columns: int
) -> None:
    table = read(samples, name)
    assert (table.encoding, table.separator) == (encoding, ",")
    assert (table.rows_read, len(table.header), table.header_row) == (rows, columns, 1)
    assert sniff(samples / name, KNOWN) == (encoding, ",", 1)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("csvtext", "utf-8"),
        ("csvtext_BOM_UTF8", "utf-8-sig"),
        ("csvtext_BOM_UTF16LE", "utf-16-le"),
        ("csvtext_BOM_UTF16BE", "utf-16-be"),
        ("csvtext_BOM_UTF32LE", "utf-32-le"),
        ("csvtext_BOM_UTF32BE", "utf-32-be"),
    ],
)
def test_the_same_table_in_six_encodings(samples: Path, name: str, encoding: str) -> None:
    table = read(samples, f"csv_encodings_dates/{name}.csv")
    assert table.encoding == encoding
    assert table.header == ("column1", "column2", "column3")
    assert table.columns == (["row1-1", "row2-1"], ["row1-2", "row2-2"], ["row1-3", "row2-3"])


def test_quotes_within_quotes(samples: Path) -> None:
    table = read(samples, "csv_encodings_dates/csvEscapedQuotes.csv")
    assert table.columns == (['"The Best" Account', 'The "Best" Account'], ["bla", "bla"])


def test_another_sign_within_the_cells_is_no_separator(samples: Path) -> None:
    table = read(samples, "csv_encodings_dates/csvSeparator.csv")
    assert table.header == ("column1", "column2!some", "column3")
    assert table.rows_read == 2


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("emptyFirstRowFieldValueInCsvTemplate", 2),
        ("updateAccountCsvTemplate", 100),
        ("updateAccountWithExternalIdCsvTemplate", 5),
        ("insertTaskWithContactAsWhoCsv", 1),
    ],
)
def test_the_templates_of_the_data_loader(samples: Path, name: str, rows: int) -> None:
    assert read(samples, f"csv_encodings_dates/{name}.csv").rows_read == rows


def test_links_by_another_key_and_blanks_of_other_scripts(samples: Path) -> None:
    by_owner = read(samples, "csv_encodings_dates/updateAccountWithExternalIdCsvTemplate.csv")
    assert set(filled(by_owner, "Owner:User-Username")) == {"standard@org.com"}
    by_mail = read(samples, "csv_encodings_dates/insertTaskWithContactAsWhoCsv.csv")
    (address,) = filled(by_mail, "who:contact-email")
    assert address == "contactFor@PolymorphicMappingOfTask.com"


@pytest.mark.parametrize(
    ("name", "moments"),
    [
        ("dateEndingInZ", [datetime(2010, 10, 14, 12, tzinfo=UTC)]),
        ("dateUsingDefaultTimeZone", [datetime(2010, 10, 14, 12, tzinfo=AUCKLAND)]),
        ("dateWithTimeZone", [datetime(2010, 10, 14, 15, tzinfo=UTC)] * 2),
    ],
)
def test_points_in_time(samples: Path, name: str, moments: list[datetime]) -> None:
    table = read(samples, f"csv_encodings_dates/{name}.csv")
    assert [read_instant(text, AUCKLAND) for text in filled(table, "date")] == moments


@pytest.mark.parametrize("zone", [UTC, HAWAII, AUCKLAND, None])
def test_a_date_column_is_never_shifted(samples: Path, zone: tzinfo | None) -> None:
    table = read(samples, "csv_encodings_dates/dateOnlyWithTimeZone.csv")
    assert read_dates(cells(table, "date_only"), zone=zone).values == [date(2010, 10, 14)] * 2


def test_an_edited_export_puts_the_month_first(samples: Path) -> None:
    table = read(samples, "salesforce_developer_edition/Opportunity.csv")
    columns = {name: cells(table, name) for name in ("CloseDate", "CreatedDate")}
    days = read_date_columns(columns, instants=["CreatedDate"], zone=UTC)
    close, created = days["CloseDate"], days["CreatedDate"]
    assert (close.order, close.undecided, close.unreadable) == ("month", (), ())
    assert (created.undecided, created.unreadable) == ((), ())
    pairs = [(a, b) for a, b in zip(close.values, created.values, strict=True) if a and b]
    assert len(pairs) == 36
    assert sum(closed < made for closed, made in pairs) == 32


def test_year_first_with_slashes(samples: Path) -> None:
    table = read(samples, "hubspot_academy_import/Sample_Deal_Import-1.csv")
    assert read_dates(cells(table, "Close Date")).values == [date(2002, 1, 16)]


def test_the_data_loader_writes_no_as_nothing(samples: Path) -> None:
    table = read(samples, "salesforce_dataloader_export/Opportunity.csv")
    closed, won = read_booleans(cells(table, "IsClosed")), read_booleans(cells(table, "IsWon"))
    assert (sum(map(bool, closed.values)), closed.values.count(False), closed.unreadable) == (15, 35, ())
    assert (sum(map(bool, won.values)), won.unreadable) == (12, ())


@pytest.mark.parametrize(
    ("name", "column", "addresses"), [("Account", "BillingAddress", 20), ("Contact", "MailingAddress", 102)]
)
def test_of_an_address_in_a_cell_the_country_is_read(
    samples: Path, name: str, column: str, addresses: int
) -> None:
    table = read(samples, f"salesforce_dataloader_export/{name}.csv")
    found = filled(table, column)
    assert len(found) == addresses
    countries = {country_of(text) for text in found}
    assert None not in countries
    assert not any("{" in str(country) for country in countries)


def test_empty_columns_are_there_and_empty(samples: Path) -> None:
    contacts = read(samples, "salesforce_dataloader_export/Contact.csv")
    assert [len(filled(contacts, name)) for name in ("ReportsToId", "Title", "Department")] == [0, 0, 0]
    assert (len(filled(contacts, "AccountId")), len(filled(contacts, "Designation__c"))) == (18, 96)
    assert len(set(filled(contacts, "Designation__c"))) == 87
    assert contacts.column("NoSuchColumn") is None
    developer = read(samples, "salesforce_developer_edition/Contact.csv")
    blank = {name: cells(developer, name).count(None) for name in ("Title", "Email", "Phone", "Department")}
    assert blank == {"Title": 2, "Email": 2, "Phone": 2, "Department": 8}
