"""Coverage, levels, info and titles as people read them, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import DAY, SMALL, run, write_tables

COVERAGE = {
    "en": """\
Account                Tier    top    management    lead    operative    level unknown    third parties    together
---------------------  ------  -----  ------------  ------  -----------  ---------------  ---------------  ----------
Karmesin Chemie AG     C       0/1    –             –       –            –                –                0/1
Sonnentau Kliniken AG  A       0/1    –             1/1     –            –                –                1/2

On 2026-11-23: cared for / in need of care; – = nobody there needs care.
""",  # noqa: E501 the table as it is
    "de": """\
Kunde                  Klasse    Unternehmensspitze    Management    Leitung    Operativ    Ebene unbekannt    Dritte    zusammen
---------------------  --------  --------------------  ------------  ---------  ----------  -----------------  --------  ----------
Karmesin Chemie AG     C         0/1                   –             –          –           –                  –         0/1
Sonnentau Kliniken AG  A         0/1                   –             1/1        –           –                  –         1/2

Am 23.11.2026: betreut / zu betreuen; – = dort ist niemand zu betreuen.
""",  # noqa: E501 the table as it is
}
LEVELS = {
    "en": """\
Level       Theirs                                 Role        Ours              Our level    Care
----------  -------------------------------------  ----------  ----------------  -----------  ------------------
top         Sigrid Zitronengelb                    decider     NOBODY            –            –
top         Viktor Purpur                          decider     Konrad Nordlicht  top          carer
management  Magnus Mausgrau                        influencer  NOBODY            –            –
management  Isidor Türkis                          co-decider  Nele Schafgarbe   lead         carer
management  Waldemar Ocker                         decider     Konrad Nordlicht  top          carer
management  Waldemar Ocker                         decider     Nele Schafgarbe   lead         deputy
lead        Hilde Smaragd                          buyer       Nele Schafgarbe   lead         carer
lead        Rasmus Elfenbein (objects to contact)  buyer       Nele Schafgarbe   lead         seen from contacts
lead        Uwe Kobaltblau                         champion    Nele Schafgarbe   lead         carer
operative   Petra Lachsrosa                        gatekeeper  Gesa Quittengelb  operative    carer

top: 1 cared for of 2 who need somebody as senior; one of ours on this level meets one of theirs.
management: 2 cared for of 2 who need somebody as senior, but NO COUNTERPART: nobody of ours on this level cares for anybody there on it.
""",  # noqa: E501 the table as it is
    "de": """\
Ebene               Beim                 Rolle           Von               Unsere              Betreuung
                    Kunden                               uns               Ebene
------------------  -------------------  --------------  ----------------  ------------------  -------------------------
Unternehmensspitze  Sigrid Zitronengelb  Entscheider     NIEMAND           –                   –
Unternehmensspitze  Viktor Purpur        Entscheider     Konrad Nordlicht  Unternehmensspitze  zuständig
Management          Magnus Mausgrau      Beeinflusser    NIEMAND           –                   –
Management          Isidor Türkis        Mitentscheider  Nele Schafgarbe   Leitung             zuständig
Management          Waldemar Ocker       Entscheider     Konrad Nordlicht  Unternehmensspitze  zuständig
Management          Waldemar Ocker       Entscheider     Nele Schafgarbe   Leitung             Stellvertretung
Leitung             Hilde Smaragd        Einkäufer       Nele Schafgarbe   Leitung             zuständig
Leitung             Rasmus Elfenbein     Einkäufer       Nele Schafgarbe   Leitung             aus Kontakten ersichtlich
                    (Widerspruch)
Leitung             Uwe Kobaltblau       Fürsprecher     Nele Schafgarbe   Leitung             zuständig
Operativ            Petra Lachsrosa      Torwächter      Gesa Quittengelb  Operativ            zuständig

Unternehmensspitze: 1 betreut von 2 mit Bedarf an einem Gegenüber; auf dieser Ebene gibt es ein Gegenüber.
Management: 2 betreut von 2 mit Bedarf an einem Gegenüber, aber KEIN GEGENÜBER: Niemand von uns auf dieser Ebene betreut dort jemanden auf ihr.
""",  # noqa: E501 the table as it is
}
INFO = {
    "en": [
        ("What", "How many"), ("Company", "3"), ("Person", "5"), ("Contact", "1"), ("… works for …", "5"),
        ("… plays a role at …", "2"), ("… cares for …", "1"), ("… took part in …", "2"),
        ("first contact", "2026-05-01"), ("last contact", "2026-05-01"),
        ("people of accounts without a known level", "0"),
        ("people of accounts without a recorded role", "2"),
        ("accounts in tier C only because no earnings value is known", "0"),
    ],
    "de": [
        ("Was", "Wie viele"), ("Unternehmen", "3"), ("Person", "5"), ("Kontakt", "1"),
        ("… arbeitet für …", "5"), ("… hat eine Rolle bei …", "2"), ("… betreut …", "1"),
        ("… nahm teil an …", "2"), ("erster Kontakt", "01.05.2026"), ("letzter Kontakt", "01.05.2026"),
        ("Personen von Kunden ohne bekannte Ebene", "0"), ("Personen von Kunden ohne erfasste Rolle", "2"),
        ("Kunden, die nur mangels Ertragswert in Klasse C stehen", "0"),
    ],
}  # fmt: skip
CONTACT = "id,date,channel,subject,organiser,participants\ni1,2026-05-01,visit,Werksbesuch,p0,p2\n"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.usefixtures("small")
def test_coverage(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    ran = run("coverage", "--as-of", DAY, "--lang", language)
    assert (ran.code, ran.out, ran.err) == (0, COVERAGE[language], "")


@pytest.mark.usefixtures("small")
def test_coverage_as_csv_and_markdown() -> None:
    assert run("coverage", "--format", "csv").out == (
        "Account,Tier,top,management,lead,operative,level unknown,third parties,together\n"
        "Karmesin Chemie AG,C,0/1,–,–,–,–,–,0/1\n"
        "Sonnentau Kliniken AG,A,0/1,–,1/1,–,–,–,1/2\n"
    )
    lines = run("coverage", "--format", "markdown", "--as-of", DAY).out.splitlines()
    assert [cell.strip() for cell in lines[2].split("|")[1:4]] == ["Karmesin Chemie AG", "C", "0/1"]
    assert lines[-1] == COVERAGE["en"].splitlines()[-1]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.usefixtures("example")
def test_levels(language: str) -> None:
    ran = run("levels", "Karmesin Chemie AG", "--as-of", DAY, "--lang", language)
    assert (ran.code, ran.out, ran.err) == (0, LEVELS[language], "")


@pytest.mark.usefixtures("example")
def test_levels_marks_who_must_not_be_contacted_and_json_keeps_its_shape() -> None:
    lines = run("levels", "Karmesin Chemie AG", "--as-of", DAY, "--format", "csv").out.splitlines()
    assert [line for line in lines if "objects" in line] == [
        "lead,Rasmus Elfenbein (objects to contact),buyer,Nele Schafgarbe,lead,seen from contacts"
    ]
    pairs = run("levels", "Karmesin Chemie AG", "--as-of", DAY, "--format", "json").json()["pairs"]
    assert [pair["external"] for pair in pairs if "Elfenbein" in pair["external"]["name"]] == [
        {
            "id": "p-rasmus-elfenbein",
            "name": "Rasmus Elfenbein",
            "level": 3,
            "role": "buyer",
            "presumed": False,
        }
    ]


@pytest.mark.usefixtures("small")
def test_levels_where_nobody_cares_for_anybody() -> None:
    english, german = run("levels", "c2"), run("levels", "c2", "--lang", "de")
    assert english.out.splitlines()[-1] == "Nobody of ours cares for anybody at Karmesin Chemie AG."
    assert german.out.splitlines()[-1] == "Niemand von uns betreut jemanden bei Karmesin Chemie AG."
    rung = run("levels", "c1").out.splitlines()[-1]
    assert rung.startswith("top: 0 cared for of 1 who need somebody as senior, but NO COUNTERPART")


@pytest.mark.parametrize("language", ["en", "de"])
def test_info(language: str, in_an_empty_folder: Path) -> None:
    write_tables(in_an_empty_folder / "in", {**SMALL, "interactions": CONTACT})
    assert run("import", "in").code == 0
    ran = run("info", "--as-of", DAY, "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert [_two(line) for line in [lines[0], *lines[2:]]] == INFO[language]


def test_info_counts_people_whose_level_is_unknown_not_their_jobs(in_an_empty_folder: Path) -> None:
    # Ada has a job without a level at c1 and at c2, Cora at c1, Kim only jobs with a level
    people = "id,name,organisation,level\np1,Ada Mohnrot,c1,\np2,Cora Himmelblau,c1,\np3,Kim Erdbeer,c1,4\n"
    jobs = "from,relationship,to,level\np1,WORKS_FOR,c2,\np3,WORKS_FOR,c2,3\n"
    tables = {"companies": SMALL["companies"], "people": people, "relationships": jobs}
    write_tables(in_an_empty_folder / "in", tables)
    assert run("import", "in").code == 0
    assert "people of accounts without a known level                    2" in run("info").out.splitlines()
    told = run("info", "--format", "json").json()
    assert told["relationships"]["WORKS_FOR"] == 5
    assert told["unknown"] == {"level": 2, "role": 3, "tier": 0}


def _two(line: str) -> tuple[str, str]:
    name, _, value = line.rpartition("  ")
    return name.strip(), value.strip()


@pytest.mark.parametrize(
    ("language", "table", "none"),
    [
        (
            "en",
            [
                "Job title People Suggestion Because of", "Wolkenschieber 2", "Traumdeuter 1", "",
                'Decide one: titles --level "TITLE=4"; many in Excel: titles -o titles.xlsx. '
                "The rest stays unknown.",
            ],
            "Every job title tells a level.",
        ),
        (
            "de",
            [
                "Stellenbezeichnung Personen Vorschlag Wegen", "Wolkenschieber 2", "Traumdeuter 1", "",
                'Eine entscheiden: titles --level "BEZEICHNUNG=4"; viele in Excel: titles -o titles.xlsx. '
                "Der Rest bleibt unbekannt.",
            ],
            "Jede Stellenbezeichnung lässt eine Ebene erkennen.",
        ),
    ],
)  # fmt: skip
def test_titles(language: str, table: list[str], none: str, in_an_empty_folder: Path) -> None:
    people = "id,name,organisation,job_title\n" + "".join(
        f"q{number},Person {number},c1,{title}\n"
        for number, title in enumerate(["Wolkenschieber", "Wolkenschieber", "Traumdeuter", "Vorstand"])
    )
    write_tables(in_an_empty_folder / "in", {"companies": SMALL["companies"], "people": people})
    assert run("import", "in").code == 0
    lines = [" ".join(line.split()) for line in run("titles", "--lang", language).out.splitlines()]
    assert [lines[0], *lines[2:]] == table
    header = "Job title,People,Suggestion,Because of,Level"
    assert run("titles", "--format", "csv").out == f"{header}\nWolkenschieber,2,,,\nTraumdeuter,1,,,\n"
    rule = '[[levels.titles]]\nwords = ["wolkenschieber"]\nlevel = 4\n\n'
    rule += '[[levels.titles]]\nwords = ["traumdeuter"]\nlevel = 4\n'
    Path("care-policy.toml").write_text(rule, encoding="utf-8")
    assert run("titles", "--lang", language).out == none + "\n"


@pytest.mark.usefixtures("small")
def test_on_another_day_other_things_hold(in_an_empty_folder: Path) -> None:
    ended = "from,relationship,to,role,valid_to\np1,PLAYS_ROLE,c1,decider,2026-06-30\n"
    people = SMALL["people"].replace("1,decider,", "1,,")
    tables = {"companies": SMALL["companies"], "people": people, "relationships": ended}
    write_tables(in_an_empty_folder / "then", tables)
    assert run("import", "then", "--db", "then.db").code == 0
    assert run("coverage", "--db", "then.db", "--as-of", "2026-06-30", "--format", "csv").out.splitlines()[
        2
    ] == ("Sonnentau Kliniken AG,A,0/1,–,1/1,–,–,–,1/2")
    assert run("coverage", "--db", "then.db", "--as-of", "2026-07-01", "--format", "csv").out.splitlines()[
        2
    ] == ("Sonnentau Kliniken AG,A,–,–,1/1,–,–,–,1/1")
