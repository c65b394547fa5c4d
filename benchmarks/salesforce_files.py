"""A large Salesforce export of invented people, with the columns and the oddities that such exports have."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from stakeholder_graph.exchange.mapping.ids import check_letters
from tests.reference.large_networks import AS_OF

USERS = 200
FIRST = ("Ada", "Bodo", "Cora", "Dino", "Edda", "Finn", "Gitta", "Hanno", "Ida", "Jobst", "Kuno", "Mira")
MIDDLE = "ABCDEFGHKLMNOPRSTVWZ"
PLANTS = ("Mohn", "Farn", "Moos", "Lauch", "Raps", "Quitten", "Schlehen", "Hasel", "Ginster", "Föhren")
PLACES = ("rot", "kiesel", "tal", "stern", "tau", "ried", "feld", "bach", "wind", "reif", "hagel", "blau")
SEATS = ("Leiter {}", "Head of {}", "{} Manager", "Director {}", "Sachbearbeiterin {}", "Teamleiter {}")
FIELDS = ("Einkauf", "Purchasing", "Logistik", "Finance", "IT", "Quality", "Produktion", "Sales", "Recht")
PARTIES = ["Customer - Direct"] * 4 + ["Prospect"] * 3 + ["Channel Partner / Reseller", "Other", ""]
STAGES = ["Prospecting", "Qualification", "Negotiation", "Closed Won", "Closed Lost"]
ROLES = ["Decision Maker", "Influencer", "Evaluator", "Executive Sponsor", "Business User", "Other", ""]
SUBJECTS = [
    "Angebot besprochen",
    "Email: Angebot",
    "Rückfrage",
    "Nachfassen",
    "Call",
    "Meeting",
    "Werksführung",
]
NOTE = 'Sehr freundlich,\nruft zurück. Er sagt "bald", mehr nicht.'
LATEST = ["CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById", "SystemModstamp"]
HEADERS = {
    "User": "Id Username LastName FirstName Name Title Department Email ManagerId IsActive UserType",
    "Account": "Id IsDeleted MasterRecordId Name Type ParentId BillingStreet BillingCity BillingState "
    "BillingPostalCode BillingCountry BillingAddress Phone Fax Website PhotoUrl Industry AnnualRevenue "
    "NumberOfEmployees Description OwnerId",
    "Contact": "Id IsDeleted MasterRecordId AccountId LastName FirstName Salutation Name MailingStreet "
    "MailingCity MailingState MailingPostalCode MailingCountry Phone Fax MobilePhone ReportsToId Email Title "
    "Department LeadSource Birthdate Description OwnerId HasOptedOutOfEmail DoNotCall PhotoUrl",
    "Opportunity": "Id IsDeleted AccountId Name Description StageName Amount Probability CloseDate Type "
    "NextStep LeadSource IsClosed IsWon ForecastCategory OwnerId FiscalQuarter FiscalYear",
    "OpportunityContactRole": "Id OpportunityId ContactId Role IsPrimary IsDeleted",
    "Task": "Id WhoId WhatId Subject ActivityDate Status Priority IsHighPriority OwnerId Description "
    "IsDeleted AccountId IsClosed CallDurationInSeconds CallType CallDisposition CallObject ReminderDateTime "
    "IsReminderSet RecurrenceType TaskSubtype",
    "Event": "Id WhoId WhatId Subject Location IsAllDayEvent ActivityDateTime ActivityDate DurationInMinutes "
    "StartDateTime EndDateTime Description AccountId OwnerId IsPrivate ShowAs IsDeleted",
}
Row = dict[str, object]


def record(kind: str, number: int) -> str:
    """The id of a record, with capitals that count and the letters that check them."""
    signs = ""
    for _ in range(10):
        number, rest = divmod(number, 52)
        signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[rest] + signs
    short = f"{kind}Aq{signs}"
    return short + check_letters(short)


def write_salesforce(folder: Path, accounts: int = 20_000, seed: int = 7) -> tuple[list[Path], int]:
    """Write one file a table, three contacts and ten activities to an account; returns them and all rows."""
    folder.mkdir()
    export = _Export(random.Random(seed), accounts)
    tables: dict[str, Iterator[Row]] = {
        "User": export.users(),
        "Account": export.accounts(),
        "Contact": export.contacts(),
        "Opportunity": export.opportunities(),
        "OpportunityContactRole": export.roles(),
        "Task": export.tasks(),
        "Event": export.events(),
    }
    files, rows = [], 0
    for name, cells in tables.items():
        files.append(folder / f"{name}.csv")
        with files[-1].open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, [*HEADERS[name].split(), *LATEST], lineterminator="\n")
            writer.writeheader()
            for row in cells:
                writer.writerow(row)
                rows += 1
    return files, rows


class _Export:
    """The rows of each table in turn; who works where is drawn once, and used by the later tables."""

    def __init__(self, chance: random.Random, count: int) -> None:
        self.chance, self.count = chance, count
        self.people = 3 * count
        seats = [seat.format(field) for seat in SEATS for field in FIELDS]
        self.titles = ["CEO", "Geschäftsführerin", "CFO", "Lichtzauberin", "", *seats]

    def of(self, share: float) -> bool:
        return self.chance.random() < share

    def owned(self) -> Row:
        """Who owns and made a record, and when: as in every table."""
        made = datetime(2024, 1, 2, 8, tzinfo=UTC) + timedelta(minutes=self.chance.randrange(1_000_000))
        said = f"{made:%Y-%m-%dT%H:%M:%S}.000+0000"
        by = record("005", self.chance.randrange(USERS))
        ours: Row = {"OwnerId": record("005", self.chance.randrange(USERS)), "CreatedById": by}
        when = dict.fromkeys(("CreatedDate", "LastModifiedDate", "SystemModstamp"), said)
        return ours | {"LastModifiedById": by} | when

    def named(self) -> Row:
        first = f"{self.chance.choice(FIRST)} {self.chance.choice(MIDDLE)}."
        last = self.chance.choice(PLANTS) + self.chance.choice(PLACES)
        return {"FirstName": first, "LastName": last, "Name": f"{first} {last}"}

    def users(self) -> Iterator[Row]:
        for number in range(USERS):
            mail = f"u{number}@pusteblume.example"
            rest = {"Username": mail, "Email": mail, "Title": "Account Manager", "IsActive": 1}
            above = {"ManagerId": record("005", number // 10) if number else ""}
            own = {"Id": record("005", number), "UserType": "Standard"}
            made = self.owned()
            del made["OwnerId"]
            yield made | self.named() | rest | above | own

    def accounts(self) -> Iterator[Row]:
        for number in range(self.count):
            parent = record("001", self.chance.randrange(self.count)) if self.of(0.05) else ""
            yield self.owned() | {
                "Id": record("001", number), "Name": f"{self.chance.choice(PLANTS)} Werke {number}",
                "Type": self.chance.choice(PARTIES), "ParentId": parent, "BillingStreet": "Am Steg 1",
                "BillingCity": "Tauberau", "BillingCountry": "Germany", "Industry": "Machinery",
                "Description": NOTE if self.of(0.05) else "",
                "PhotoUrl": f"/services/images/photo/{record('001', number)}",
            }  # fmt: skip

    def contacts(self) -> Iterator[Row]:
        for number in range(self.people):
            who = self.named()
            mail = f"{who['FirstName']}{who['LastName']}{number}@kunde{number // 3}.example".replace(" ", "")
            superior = record("003", number - number % 3) if number % 3 and self.of(0.4) else ""
            yield self.owned() | who | {
                "Id": record("003", number), "AccountId": record("001", number // 3) if self.of(0.98) else "",
                "MailingCity": "Tauberau", "MailingCountry": "Germany", "Phone": f"+49 1 {number // 3}",
                "ReportsToId": superior, "Email": mail if self.of(0.85) else "",
                "Title": self.chance.choice(self.titles), "DoNotCall": 1 if self.of(0.03) else "",
                "Description": NOTE if self.of(0.05) else "",
                "PhotoUrl": f"/services/images/photo/{record('003', number)}",
            }  # fmt: skip

    def opportunities(self) -> Iterator[Row]:
        for number in range(self.count):
            stage = self.chance.choice(STAGES)
            yield self.owned() | {
                "Id": record("006", number), "AccountId": record("001", self.chance.randrange(self.count)),
                "Name": f"Mischer {number}", "StageName": stage, "Amount": self.chance.randrange(10**6),
                "CloseDate": self.day(), "IsClosed": 1 if stage.startswith("Closed") else "",
                "IsWon": 1 if stage == "Closed Won" else "",
            }  # fmt: skip

    def roles(self) -> Iterator[Row]:
        for number in range(self.count):
            made = self.owned()
            del made["OwnerId"]
            yield made | {
                "Id": record("00K", number), "Role": self.chance.choice(ROLES),
                "OpportunityId": record("006", self.chance.randrange(self.count)),
                "ContactId": record("003", self.chance.randrange(self.people)),
            }  # fmt: skip

    def day(self, ahead: int = 0) -> date:
        return AS_OF - timedelta(days=self.chance.randrange(-ahead, 700))

    def about(self) -> Row:
        """With whom, and about what: mostly somebody we know."""
        known = record("003", self.chance.randrange(self.people + self.people // 100))
        places = [
            "",
            record("001", self.chance.randrange(self.count)),
            record("006", self.chance.randrange(self.count)),
        ]
        said: Row = {"WhoId": known if self.of(0.95) else "", "WhatId": self.chance.choice(places)}
        return said | {"Subject": self.chance.choice(SUBJECTS), "Description": NOTE if self.of(0.1) else ""}

    def tasks(self) -> Iterator[Row]:
        for number in range(6 * self.count):
            done = self.of(0.85)
            kind = self.chance.choice(["Task", "Task", "Call", "Email", "Email", "ListEmail"])
            call = {"CallDurationInSeconds": self.chance.randrange(1200), "CallType": "Outbound"}
            yield self.owned() | self.about() | {
                "Id": record("00T", number), "ActivityDate": self.day(),
                "Status": "Completed" if done else "Not Started", "Priority": "Normal",
                "IsClosed": 1 if done else "", "TaskSubtype": kind,
            } | (call if kind == "Call" else {})  # fmt: skip

    def events(self) -> Iterator[Row]:
        for number in range(4 * self.count):
            day, hour = self.day(ahead=90), self.chance.randrange(7, 17)
            yield self.owned() | self.about() | {
                "Id": record("00U", number), "ActivityDateTime": f"{day}T{hour:02}:30:00.000+0000",
                "ActivityDate": day, "DurationInMinutes": self.chance.choice([30, 60, 90]),
                "IsAllDayEvent": 1 if self.of(0.02) else "",
            }  # fmt: skip
