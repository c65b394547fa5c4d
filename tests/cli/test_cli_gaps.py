"""The list of gaps: every filter, every format, and the exit code for scheduled jobs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.running import DAY, SMALL, run, write_tables

KARMESIN = "Karmesin Chemie AG"
JSON = ("--format", "json")
HIGH = [
    ("uncovered-decider", "Sigrid Zitronengelb"), ("left-contact", "Roswitha Pflaumenblau"),
    ("competitor-tie", "Waldemar Ocker"), ("lost-carer", "Arno Schneegestöber"),
    ("uncovered-decider", "Ulla Wetterleuchten"), ("single-threaded-account", ""), ("missing-rung", ""),
    ("single-threaded-person", "Viktor Purpur"), ("opposed-decider", "Marlene Donnerwetter"),
]  # fmt: skip
AT_KARMESIN = [
    ("uncovered-decider", "Sigrid Zitronengelb"), ("left-contact", "Roswitha Pflaumenblau"),
    ("competitor-tie", "Waldemar Ocker"), ("missing-rung", ""), ("single-threaded-person", "Viktor Purpur"),
    ("open-finding", "Waldemar Ocker"), ("level-mismatch", "Isidor Türkis"),
    ("contact-despite-objection", "Rasmus Elfenbein"),
    ("under-cared", "Viktor Purpur"), ("weak-relationship", "Viktor Purpur"),
    ("uncovered-influencer", "Magnus Mausgrau"), ("uncovered-influencer", "Valentin Vogelbeer"),
    ("wrong-measure", "Waldemar Ocker"), ("missing-profile", "Isidor Türkis"),
    # about no account, but about people of this one: a carer's hours, a measure's guests
    ("overloaded-carer", ""), ("unreported-care", ""),
]  # fmt: skip

ABOUT_VIKTOR = [
    ("single-threaded-person", "Viktor Purpur"), ("under-cared", "Viktor Purpur"),
    ("weak-relationship", "Viktor Purpur"),
]  # fmt: skip


def rows(*arguments: str) -> list[dict[str, str]]:
    ran = run("gaps", "--as-of", DAY, "--format", "csv", *arguments)
    assert (ran.code, ran.err) == (0, "")
    return list(csv.DictReader(io.StringIO(ran.out), strict=True))


def kinds_and_people(*arguments: str) -> list[tuple[str, str]]:
    return [(row["kind"], row["person"]) for row in rows(*arguments)]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--severity", "high"], HIGH),
        (["--account", KARMESIN], AT_KARMESIN),
        (["--account", "c-karmesin-chemie"], AT_KARMESIN),
        (["--account", "  karmesin   CHEMIE ag "], AT_KARMESIN),
        (["--account", KARMESIN, "--severity", "high"], AT_KARMESIN[:5]),
        (["--account", "Landesamt für Regenwasser und Pfützen"], []),
        (["--kind", "left-contact"], [("left-contact", "Roswitha Pflaumenblau")]),
        (
            ["--kind", "stale-care", "--kind", "lost-carer"],
            [
                ("lost-carer", "Arno Schneegestöber"), ("stale-care", "Friedrich Hochdruck"),
                ("lost-carer", "Ilja Nebelbank"),
            ],
        ),
        (["--person", "Viktor Purpur"], ABOUT_VIKTOR),
        (["--person", "p-viktor-purpur"], ABOUT_VIKTOR),
        # also where somebody is named among others: as maker of a rung, as the one who is reached, as a guest
        (
            ["--person", "Isidor Türkis"],
            [
                ("missing-rung", ""), ("level-mismatch", "Isidor Türkis"),
                ("missing-profile", "Isidor Türkis"), ("overloaded-carer", ""), ("unreported-care", ""),
            ],
        ),
        (
            ["--person", "Uta Birkenrinde"],
            [("single-threaded-account", ""), ("unassigned-care", "Uta Birkenrinde")],
        ),
        (["--person", "Hedwig Kornrade"], []),
        (
            ["--tier", "C"],
            [
                ("uncovered-decider", "Dr. Benno Regentonne"), ("missing-role", ""),
                ("single-threaded-account", ""), ("successor-missing", "Alma Sahneweiß"),
                ("unassigned-care", "Uta Birkenrinde"), ("over-cared", "Gregor Molkenbach"),
            ],
        ),
        (["--tier", "C", "--severity", "high"], []),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("example")
def test_filters_choose_from_the_list(arguments: list[str], found: list[tuple[str, str]]) -> None:
    assert kinds_and_people(*arguments) == found


@pytest.mark.usefixtures("example")
def test_a_severity_lets_the_worse_ones_pass_too() -> None:
    numbers = [len(rows("--severity", name)) for name in ("high", "medium", "low", "info")]
    assert numbers == [9, 32, 36, 39]
    classes = ["high"] * 9 + ["medium"] * 23 + ["low"] * 4 + ["info"] * 3
    assert [row["class"] for row in rows()] == classes


@pytest.mark.usefixtures("example")
def test_by_carer_orders_by_the_one_of_ours_whom_a_gap_concerns() -> None:
    carers = [row["carer"] for row in rows("--by-carer")]
    assert carers[:18] == [
        *["Fiete Nieselregen"] * 2, "Gesa Quittengelb", "Jasper Kornblum", *["Konrad Nordlicht"] * 5,
        *["Mira Mohnrot"] * 2, *["Nele Schafgarbe"] * 2, "Ole Himmelblau", *["Till Graupel"] * 4,
    ]  # fmt: skip
    assert carers[18:] == [""] * 21
    head = run("gaps", "--by-carer", "--person", "Viktor Purpur", "--as-of", DAY).out.splitlines()
    assert head[1].split()[1:4] == ["Carer", "│", "Severity"]
    assert head[3].split()[1:3] == ["Konrad", "Nordlicht"]


@pytest.mark.usefixtures("example")
def test_all_shows_what_others_replace_too_and_counts_them_apart() -> None:
    replaced = [row for row in rows("--all") if row["replaced_by"]]
    assert [(row["kind"], row["account"], row["level"], row["replaced_by"]) for row in replaced] == [
        ("missing-rung", "Hagelkorn Brauerei GmbH", "1", "level-mismatch"),
        ("missing-rung", "Hagelkorn Brauerei GmbH", "2", "level-mismatch"),
        ("missing-profile", "Karmesin Chemie AG", "1", "uncovered-decider"),
        ("under-cared", "Windstille Energie AG", "1", "stale-care"),
        ("unreported-care", "Windstille Energie AG", "1", "stale-care"),
        ("missing-profile", "Windstille Energie AG", "1", "uncovered-decider"),
        ("missing-profile", "Sonnentau Klinik Nieselbach GmbH", "1", "uncovered-decider"),
        ("unassigned-care", "Butterblume Molkerei eG", "4", "over-cared"),
    ]
    told = run("gaps", "--all", "--account", "Hagelkorn Brauerei GmbH", "--as-of", DAY).out
    assert told.count("(part of another gap)") == 2
    assert "Gaps on 2026-11-23: 6 shown, of 39 in all." in told
    assert "Beside them, part of others and not counted: 2." in told


@pytest.mark.usefixtures("example")
def test_in_a_group_the_subsidiary_is_seen_as_part_of_the_parent() -> None:
    grouped = rows("--group")
    assert len(grouped) == 36
    assert not any("Nieselbach" in row["account"] for row in grouped)
    told = run("gaps", "--group", "--as-of", DAY).out
    assert "Gaps on 2026-11-23: 36." in told
    assert "people 128, accounts 6. In need of care: 46." in told


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ["--account", "Karmesan"],
            "account 'Karmesan': there is no such account; did you mean Karmesin Chemie AG?",
        ),
        (["--person", "Siegrid Zitrone"], "did you mean Sigrid Zitronengelb"),
        (
            ["--kind", "uncovered-deciders"],
            "kind of gap 'uncovered-deciders': there is no such kind of gap; did you mean uncovered-decider? "
            "All: uncovered-decider, lost-carer, ",
        ),
    ],
)
@pytest.mark.usefixtures("example")
def test_an_unknown_name_is_answered_with_the_nearest(arguments: list[str], error: str) -> None:
    ran = run("gaps", *arguments)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("error: ")
    assert error in ran.err
    assert ran.err.count("\n") == 1


def test_an_ambiguous_name_is_answered_with_the_candidates(in_an_empty_folder: Path) -> None:
    twice = SMALL["companies"] + "c3,Karmesin Chemie AG,customer,B\n"
    write_tables(in_an_empty_folder / "in", {**SMALL, "companies": twice})
    assert run("import", "in").code == 0
    account, person = run("gaps", "--account", "Karmesin Chemie AG"), run("gaps", "--person", "Kim Erdbeer")
    assert account.code == person.code == 1
    assert account.err == (
        "error: account 'Karmesin Chemie AG': several have this name; take the id: c2 (Karmesin Chemie AG), "
        "c3 (Karmesin Chemie AG)\n"
    )
    assert person.err == (
        "error: person 'Kim Erdbeer': several have this name; take the id: p3 (Sonnentau Kliniken AG), "
        "p4 (Karmesin Chemie AG)\n"
    )
    assert run("gaps", "--account", "c3", "--person", "p4").code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--fail-on", "high"], 3),
        (["--fail-on", "info"], 3),
        (["--fail-on", "high", "--tier", "C"], 0),
        (["--fail-on", "medium", "--tier", "C"], 3),
        (["--fail-on", "high", "--account", "Butterblume Molkerei eG"], 0),
        (["--fail-on", "high", "--kind", "missing-rung", "--account", "Hagelkorn Brauerei GmbH", "--all"], 0),
        (
            [
                "--fail-on",
                "medium",
                "--kind",
                "missing-rung",
                "--account",
                "Hagelkorn Brauerei GmbH",
                "--all",
            ],
            0,
        ),
        (["--fail-on", "high", "--format", "json"], 3),
        (["--fail-on", "high", "--format", "csv", "-o", "gaps.csv"], 3),
    ],
)
@pytest.mark.usefixtures("example")
def test_a_scheduled_job_fails_on_such_a_gap(arguments: list[str], code: int) -> None:
    ran = run("gaps", "--as-of", DAY, *arguments)
    assert ran.code == code
    assert ran.out or Path("gaps.csv").is_file()


TABLE = """\
┌────────────┬────────┬───────────────────────┬──────────────────────┬────────────────────────┐
│ Severity   │ Tier   │ What is missing       │ Why we say so        │ What to do next        │
├────────────┼────────┼───────────────────────┼──────────────────────┼────────────────────────┤
│ high 90    │ A      │ Nobody of ours cares  │ decider at Karmesin  │ Name a carer for       │
│            │        │ for Sigrid            │ Chemie AG;           │ Sigrid Zitronengelb;   │
│            │        │ Zitronengelb (decider │ Finanzvorstand at    │ senior enough and with │
│            │        │ at Karmesin Chemie    │ Karmesin Chemie AG:  │ the warmest way in:    │
│            │        │ AG).                  │ level top, read from │ Anke Birnbaum and      │
│            │        │                       │ the job title; no    │ Konrad Nordlicht.      │
│            │        │                       │ carer now or in the  │ Hedwig Kornrade knows  │
│            │        │                       │ past, and no contact │ Sigrid Zitronengelb:   │
│            │        │                       │ in 365 days          │ let Anke Birnbaum ask  │
│            │        │                       │                      │ for an introduction.   │
└────────────┴────────┴───────────────────────┴──────────────────────┴────────────────────────┘

Gaps on 2026-11-23: 1 shown, of 39 in all.
Looked through: people 128, accounts 7. In need of care: 48. Objecting to contact: 1.
All evidence, rules and next steps: --verbose.
"""


@pytest.mark.usefixtures("example")
def test_the_table_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert run("gaps", "--person", "Sigrid Zitronengelb", "--as-of", DAY).out == TABLE


@pytest.mark.usefixtures("example")
def test_a_paragraph_in_german() -> None:
    who = ("--person", "Sigrid Zitronengelb")
    assert run("gaps", *who, "--as-of", DAY, "--lang", "de", "--verbose").out == (
        "HOCH 90: Niemand von uns betreut Sigrid Zitronengelb (Karmesin Chemie AG, Rolle: Entscheider).\n"
        "  Woran wir das sehen:\n"
        "    - Rolle bei Karmesin Chemie AG: Entscheider [people.csv]\n"
        "    - Finanzvorstand bei Karmesin Chemie AG: Ebene Unternehmensspitze, aus der Stellenbezeichnung "
        "gelesen [people.csv]\n"
        "    - weder jetzt noch früher betreut, und kein Kontakt in 365 Tagen\n"
        "  Was Ihre Betreuungsrichtlinie sagt:\n"
        "    - Betreuung ist, was vereinbart ist, und was sich in den Kontakten zeigt "
        "[observed.counts_as_care]\n"
        "    - Entscheider, A-Kunde: eine betreuende Person, eine Stellvertretung, auf Augenhöhe, 12 "
        "Kontakte im Jahr [care.A.decider]\n"
        "    - Schwere 90 = Gewicht der Klasse 3 × der Rolle 3 × der Art der Lücke 10\n"
        "  Angenommen, nicht erfasst:\n"
        "    - die Ebene ist aus der Stellenbezeichnung gelesen\n"
        "  Darin enthalten:\n"
        "    - Über Sigrid Zitronengelb (Karmesin Chemie AG, Rolle: Entscheider) ist nichts erfasst, was bei "
        "der Betreuung hilft: kein bevorzugter Weg, keine Themen, nichts, was zu vermeiden ist.\n"
        "  Was zu tun ist:\n"
        "    - Benennen Sie für Sigrid Zitronengelb eine Betreuung; auf Augenhöhe und am engsten verbunden: "
        "Anke Birnbaum und Konrad Nordlicht.\n"
        "    - Hedwig Kornrade kennt Sigrid Zitronengelb: Lassen Sie Anke Birnbaum um eine Vorstellung "
        "bitten.\n"
        "\n"
        "Lücken am 23.11.2026: 1 gezeigt, 39 insgesamt.\n"
        "Durchgesehen: Personen 128, Kunden 7. Zu betreuen: 48. Widerspruch gegen Kontakt: 1.\n"
    )


@pytest.mark.usefixtures("small")
def test_csv_and_markdown() -> None:
    who = ("--person", "Ada Mohnrot", "--as-of", DAY)
    text = "Nobody of ours cares for Ada Mohnrot (decider at Sonnentau Kliniken AG)."
    ask = "Ask Bodo Wiesengrün, at home at Sonnentau Kliniken AG, who could make the introduction."
    steps = f"Name a carer for Ada Mohnrot. {ask}"
    why = [
        "decider at Sonnentau Kliniken AG", "Vorständin at Sonnentau Kliniken AG: level top",
        "no carer now or in the past; no contact with anybody is recorded",
    ]  # fmt: skip
    assert run("gaps", *who, "--format", "csv").out == (
        "kind,class,severity,account,tier,person,level,role,presumed,carer,about,text,evidence,next_steps,"
        "replaced_by\n"
        "uncovered-decider,high,90,Sonnentau Kliniken AG,A,Ada Mohnrot,1,decider,false,,,"
        f'{text},{" | ".join(why)},"{steps}",\n'
    )
    table = run("gaps", *who, "--format", "markdown").out.splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table[:3:2]]
    assert cells == [
        ["Severity", "Tier", "What is missing", "Why we say so", "What to do next"],
        ["high 90", "A", text, "; ".join(why), steps],
    ]
    assert table[3] == ""
    assert table[4] == "Gaps on 2026-11-23: 1 shown, of 3 in all."
    assert table[6:13] == [
        "Not checked: Tie to a competitor, because no tie to a competitor is recorded.",
        "Not checked: Decider against us, because nobody's stance towards us is recorded.",
        "Not checked: Relationship going cold, Too few contacts, More care than needed, Care that nobody "
        "was asked for, Personal contact thinning out, Contact despite objection, because no contact is "
        "recorded.",
        "Not checked: Finding without an answer, because no interim report and no action is recorded.",
        "Not checked: Care without a report, because no dated report is recorded.",
        "Not checked: Profile missing or old, because the care profile of nobody is recorded.",
        "Not checked: Measure for another level, because no measure is recorded.",
    ]
    german = run("gaps", *who, "--lang", "de").out
    assert (
        "Nicht geprüft: Beziehung kühlt ab, Zu wenige Kontakte, Mehr Betreuung als nötig, Betreuung ohne "
        "Auftrag, Persönliche Kontakte werden weniger, Kontakt trotz Widerspruch, denn es ist kein Kontakt "
        "erfasst." in german
    )


def test_objections_without_day_are_named_in_one_line_and_each_in_json(in_an_empty_folder: Path) -> None:
    people = "id,name,organisation,contact_allowed,objected_on\n"
    people += "".join(f"o{number},Olga Widerwort {number},c1,false,\n" for number in range(6))
    people += "p9,Paul Pünktlich,c1,false,2026-01-05\nu1,Uta Unser,own,,\n"
    companies = "id,name,party\nown,Eigene Pumpen,own\nc1,Kundenwerk,customer\n"
    contacts = "id,date,channel,organiser,participants\ni1,2026-03-01,visit,u1,p9\n"
    write_tables(
        in_an_empty_folder / "in", {"companies": companies, "people": people, "interactions": contacts}
    )
    assert run("import", "in").code == 0
    kind = ("--kind", "contact-despite-objection", "--as-of", DAY)
    told = run("gaps", *kind).out
    assert (
        "Not checked: Contact despite objection, because the day on which Olga Widerwort 0, Olga "
        "Widerwort 1, Olga Widerwort 2 and 3 more objected to contact is not recorded.\n" in told
    )
    found = run("gaps", *kind, "--format", "json").json()
    missing = [one["missing"] for one in found["not_run"] if one["kind"] == "contact-despite-objection"]
    assert missing == [
        f"the day on which Olga Widerwort {number} objected to contact is not recorded" for number in range(6)
    ]
    assert [gap["text"] for gap in found["gaps"]] == [
        "Paul Pünktlich of Kundenwerk objected to contact on 2026-01-05, but Uta Unser had contact with them "
        "on 2026-03-01 (visit)."
    ]


@pytest.mark.usefixtures("in_an_empty_folder")
def test_a_finding_about_no_account_shows_under_every_account_of_the_person() -> None:
    """A report about somebody who works at one account and decides at another."""
    people = "id,name,organisation,level\np1,Ada Doppelt,c1,2\nu1,Uta Unser,own,2\n"
    roles = "from,relationship,to,role\np1,PLAYS_ROLE,c2,decider\n"
    companies = (
        "id,name,party,tier\nown,Eigene Pumpen,own,\nc1,Erstwerk,customer,A\nc2,Zweitwerk,customer,B\n"
    )
    reports = "id,date,author,about,finding\nr1,2026-03-01,u1,p1,Sie zögert.\n"
    write_tables(
        Path("two"),
        {"companies": companies, "people": people, "relationships": roles, "reports": reports},
    )
    assert run("--db", "two.db", "import", "two").code == 0
    for account in ("Erstwerk", "Zweitwerk"):
        told = run(
            "--db", "two.db", "gaps", "--account", account, "--kind", "open-finding", "--format", "json"
        )
        assert [gap["account"]["name"] for gap in told.json()["gaps"]] == ["Zweitwerk"]


def test_no_spreadsheet_takes_a_name_for_a_formula(in_an_empty_folder: Path) -> None:
    people = SMALL["people"].replace("Ada Mohnrot", "=1+1|Ada")
    write_tables(in_an_empty_folder / "in", {**SMALL, "people": people})
    assert run("import", "in").code == 0
    row = next(csv.DictReader(io.StringIO(run("gaps", "--format", "csv", "--tier", "A").out)))
    assert row["person"] == "'=1+1|Ada"
    assert row["severity"] == "90"
    markdown = run("gaps", "--format", "markdown", "--tier", "A").out.splitlines()[2]
    assert "=1+1\\|Ada" in markdown


@pytest.mark.parametrize("width", [80, 100, 160, 300])
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.usefixtures("example")
def test_no_table_is_wider_than_the_screen(
    width: int, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for arguments in (["gaps"], ["gaps", "--by-carer"], ["levels", KARMESIN], ["coverage"]):
        lines = run(*arguments, "--as-of", DAY, "--lang", language).out.splitlines()
        table = lines[: lines.index("")]
        widest = max(map(len, table))
        assert widest <= max(width, 120), f"{arguments} at {width}: {widest}"
        if arguments == ["gaps"]:
            assert widest <= min(width, 200)


def test_no_gaps_are_said_to_be_none(in_an_empty_folder: Path) -> None:
    write_tables(in_an_empty_folder / "in", {"companies": SMALL["companies"].rpartition("c2,")[0]})
    assert run("import", "in").code == 0
    told = run("gaps", "--as-of", DAY, "--kind", "left-contact").out
    assert told.startswith("Gaps on 2026-11-23: 0 shown") or told.startswith("No gaps on 2026-11-23.")
