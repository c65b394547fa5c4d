"""Which pairs are found in lists made by hand, with which score and for which reasons."""

from __future__ import annotations

import pytest

from stakeholder_graph.duplicates.evidence import reasons, rules
from stakeholder_graph.duplicates.find import find_duplicates
from stakeholder_graph.duplicates.names import company_name, person_words, phone_digits
from stakeholder_graph.duplicates.pairs import Found
from stakeholder_graph.model.mail_domains import company_domain
from stakeholder_graph.model.records import Records, nodes_of, relationships_of

# name, mail, phone, employer
PEOPLE = {
    "p01": ("Dr. Jürgen Größlich", "jg@wolke.example", "+49 30 111 222 333", "c1"),
    "p02": ("Groesslich, Juergen", None, "030 / 111222333", "c1"),  # umlauts, title, order, phone, employer
    "p03": ("Rosa Himmelblau", "rosa@wolke.example", None, "c1"),
    "p04": ("R. Himmelblau", "ROSA@wolke.example ", None, "c2"),  # the initial and the mail address
    "p05": ("Ada Mohnrot", None, None, "c1"),
    "p06": ("Ada Mohnrot", None, None, "c3"),  # the name alone: no pair
    "p07": ("Till Regenbogen", "till@wolke.example", None, "c1"),
    "p08": ("Till Regenbogen", "t.regenbogen@wolke.example", None, "c1"),  # two mail addresses
    "p09": ("Kurt Veilchen", None, "+49 40 5000 0", "c3"),
    "p10": ("Kurt Veilchen", None, "+49 40 5000 0", "c4"),  # a switchboard: three people have it
    "p11": ("Lena Schnee", None, "+49 40 5000 0", "c4"),
    "p12": ("Mira Sturm", "info@nebel.example", None, "c4"),
    "p13": ("Olaf Hagel", "info@nebel.example", None, "c4"),  # a mailbox that they share
    "p14": ("Jan Tau", None, None, "c5"),
    "p15": ("Jana Tau", None, None, "c5"),  # alike, and the same employer under two spellings
    "p16": ("Emil Donner, MBA", None, None, "c5"),
    "p17": ("EMIL  DONNER", None, None, "c6"),  # the same employer by its name
    "p18": ("Ina Frost", "frost@reif.example", None, "c7"),
    "p19": ("Ina Frost-Herbst", "frost@reif.example", None, None),  # married since
}
COMPANIES = {
    "c1": ("Wolke AG", "DE"),
    "c2": ("Gewitter AG", "DE"),
    "c3": ("Wiese KG", None),
    "c4": ("Nebel SE", None),
    "c5": ("Tau & Söhne GmbH", None),
    "c6": ("Tau und Soehne G.m.b.H.", None),
    "c7": ("Reif Ltd.", None),
}


def network() -> Records:
    people = [{"id": node, "name": n, "email": m, "phone": p} for node, (n, m, p, _) in PEOPLE.items()]
    jobs = [{"start": node, "end": firm} for node, (*_, firm) in PEOPLE.items() if firm]
    companies = [{"id": node, "name": name, "country": land} for node, (name, land) in COMPANIES.items()]
    return Records(
        {"Person": nodes_of("Person", people), "Company": nodes_of("Company", companies)},
        {"WORKS_FOR": relationships_of("WORKS_FOR", jobs)},
    )


def told(found: Found) -> dict[tuple[str, ...], tuple[int, set[str]]]:
    """Score and reasons of each pair, by ids in their order."""
    return {
        tuple(sorted((pair.kept.id, pair.other.id))): (pair.score, {one.key for one in pair.reasons})
        for pair in found.pairs
    }


def test_exactly_these_people_are_listed() -> None:
    assert told(find_duplicates(network(), labels=["Person"])) == {
        ("p01", "p02"): (90, {"name_same", "employer_same", "phone_same"}),
        ("p03", "p04"): (80, {"name_initial", "mail_same"}),
        ("p07", "p08"): (60, {"name_same", "employer_same", "mail_other"}),
        ("p14", "p15"): (60, {"name_alike", "employer_same"}),
        ("p16", "p17"): (75, {"name_same", "employer_same"}),
    }


def test_weaker_ones_are_counted_and_shown_when_asked_for() -> None:
    assert find_duplicates(network(), labels=["Person"]).weaker == 1
    assert (
        told(find_duplicates(network(), above=45, labels=["Person"])).items()
        >= {
            ("p05", "p06"): (50, {"name_same"}),
            ("p09", "p10"): (50, {"name_same"}),
            ("p18", "p19"): (55, {"first_same", "mail_same"}),
        }.items()
    )


def test_the_same_companies_under_other_forms_and_signs() -> None:
    companies = {
        "c1": "Wolke & Söhne GmbH",
        "c2": "WOLKE UND SOEHNE G.m.b.H.",
        "c3": "Regenbogen",
        "c4": "Regenbogen AG",
        "c5": "Hagel Holding GmbH",
        "c6": "Hagel Holding AG",  # another company of the group, for all one knows
        "c7": "Sonnenschein Ltd.",
        "c8": "Sonnenshein Limited",
        "c9": "Schnee SA",
        "c10": "Schnee SA",
    }
    land = {"c9": "FR", "c10": "CH"}
    rows = [{"id": node, "name": name, "country": land.get(node)} for node, name in companies.items()]
    people = [{"id": "p1", "name": "Ada Tau", "email": "ada@sonnenschein.example"}]
    people.append({"id": "p2", "name": "Bodo Tau", "email": "bodo@sonnenschein.example"})
    jobs = [{"start": "p1", "end": "c7"}, {"start": "p2", "end": "c8"}]
    records = Records(
        {"Company": nodes_of("Company", rows), "Person": nodes_of("Person", people)},
        {"WORKS_FOR": relationships_of("WORKS_FOR", jobs)},
    )
    assert told(find_duplicates(records, labels=["Company"])) == {
        ("c1", "c2"): (65, {"name_same"}),
        ("c3", "c4"): (60, {"form_missing"}),
        ("c7", "c8"): (60, {"name_alike", "domain_same"}),
    }
    assert (
        told(find_duplicates(records, above=40, labels=["Company"])).items()
        >= {
            ("c5", "c6"): (45, {"form_other"}),
            ("c10", "c9"): (40, {"name_same", "country_other"}),
        }.items()
    )


def test_organisations_of_one_name_and_parts_of_one_another() -> None:
    rows = [{"id": "o1", "name": "Verband der Winde e.V."}, {"id": "o2", "name": "Verband der Winde e. V."}]
    rows.append({"id": "o3", "name": "Verband der Winde"})
    ties = {"PART_OF": relationships_of("PART_OF", [{"start": "o3", "end": "o1"}])}
    found = find_duplicates(Records({"Organisation": nodes_of("Organisation", rows)}, ties))
    assert told(found) == {
        ("o1", "o2"): (65, {"name_same"}),
        ("o2", "o3"): (60, {"form_missing"}),
    }


def test_a_mail_domain_of_three_companies_says_nothing_nor_does_a_public_one() -> None:
    names = ["Blitz AG", "Blitz GmbH", "Donner AG"]
    companies = [{"id": f"c{n}", "name": name} for n, name in enumerate(names)]
    people = [{"id": f"p{n}", "name": f"Ada {n}", "email": f"a{n}@wetter.example"} for n in range(3)]
    jobs = [{"start": f"p{n}", "end": f"c{n}"} for n in range(3)]

    def score(people: list[dict[str, str]]) -> int:
        nodes = {"Company": nodes_of("Company", companies), "Person": nodes_of("Person", people)}
        records = Records(nodes, {"WORKS_FOR": relationships_of("WORKS_FOR", jobs)})
        return find_duplicates(records, above=40, labels=["Company"]).pairs[0].score

    assert score(people) == 45
    assert score(people[:2]) == 65
    assert (
        score([{**one, "email": one["email"].replace("wetter.example", "gmx.de")} for one in people[:2]])
        == 45
    )


def test_a_name_alone_never_reaches_what_is_merged_unasked() -> None:
    for label in ("Person", "Company"):
        name_keys = [key for key, reason in reasons(label).items() if not reason.beyond_name]
        assert not {"mail_same", "employer_same", "phone_same", "domain_same", "people_same"} & set(name_keys)
    pairs = find_duplicates(network(), above=1).pairs
    assert {tuple(sorted((one.kept.id, one.other.id))) for one in pairs if not one.beyond_name} >= {
        ("p05", "p06"), ("p09", "p10"), ("c5", "c6"),
    }  # fmt: skip


def test_one_of_ours_and_a_customers_are_less_likely_one() -> None:
    people = [{"id": "p1", "name": "Ada Tau", "email": "a@x.example"}]
    people.append({"id": "p2", "name": "Ada Tau", "email": "a@x.example"})
    companies = [{"id": "c0", "name": "Pumpen AG", "party": "own"}, {"id": "c1", "name": "Wolke AG"}]
    jobs = [{"start": "p1", "end": "c0"}, {"start": "p2", "end": "c1"}]
    nodes = {"Person": nodes_of("Person", people), "Company": nodes_of("Company", companies)}
    found = find_duplicates(Records(nodes, {"WORKS_FOR": relationships_of("WORKS_FOR", jobs)}))
    assert told(found) == {("p1", "p2"): (70, {"name_same", "mail_same", "side_other"})}


def test_groups_that_are_too_large_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rules()["listed"], "largest_block", 2)
    people = [{"id": f"p{n}", "name": "Ada Tau"} for n in range(3)]
    jobs = [{"start": f"p{n}", "end": "c1"} for n in range(3)]
    nodes = {
        "Person": nodes_of("Person", people),
        "Company": nodes_of("Company", [{"id": "c1", "name": "Wolke AG"}]),
    }
    found = find_duplicates(Records(nodes, {"WORKS_FOR": relationships_of("WORKS_FOR", jobs)}))
    assert found.pairs == ()
    assert found.too_many == (("wolke, at", 3), ("wolke, tau", 3))


def test_nothing_in_nothing() -> None:
    found = find_duplicates(Records())
    assert (found.pairs, found.compared, found.weaker) == ((), 0, 0)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Prof. Dr. med. Ada Tau", "ada tau"),
        ("Tau, Ada", "ada tau"),
        ("Ada Tau, MBA", "ada tau"),
        ("Frau Ada Tau", "ada tau"),
        ("Müller", "mueller"),
        ("José Álvarez", "jose alvarez"),
        ("Dr.", "dr"),
        ("?!", ""),
    ],
)
def test_names_of_people(name: str, words: str) -> None:
    assert " ".join(person_words(name)) == words


def test_an_umlaut_is_written_out_or_left_but_no_e_is_lost() -> None:
    people = [
        {"id": node, "name": f"Ada {name}"}
        for node, name in zip("abcd", ("Müller", "Muller", "Mueller", "Bauer"), strict=True)
    ]
    people.append({"id": "e", "name": "Ada Baur"})
    jobs = [{"start": one["id"], "end": "c1"} for one in people]
    nodes = {
        "Person": nodes_of("Person", people),
        "Company": nodes_of("Company", [{"id": "c1", "name": "Wolke AG"}]),
    }
    found = told(find_duplicates(Records(nodes, {"WORKS_FOR": relationships_of("WORKS_FOR", jobs)})))
    same = {pair for pair, (_, why) in found.items() if "name_same" in why}
    assert same == {("a", "b"), ("a", "c")}


def test_names_of_companies_phones_and_domains() -> None:
    assert company_name("Blau & Söhne GmbH & Co. KG") == ("blau & soehne", "gmbh & co kg")
    assert company_name("Blau Gesellschaft mit beschränkter Haftung") == ("blau", "gmbh")
    assert company_name("Blau Co., Ltd.") == ("blau", "co ltd")
    assert company_name("AG") == ("ag", "")
    assert phone_digits("+49 (0)30 1234-567") == phone_digits("030 1234567") == "301234567"
    assert phone_digits("110") is None
    assert company_domain("Ada@Wolke.Example") == "wolke.example"
    assert company_domain("ada@gmail.com") is company_domain("ada") is None


def test_names_without_a_letter_are_nobodys() -> None:
    people = [
        {"id": f"p{n}", "name": name, "email": "a@x.example"} for n, name in enumerate(("?!", "...", "Ada"))
    ]
    companies = [{"id": f"c{n}", "name": "?!"} for n in range(2)]
    nodes = {"Person": nodes_of("Person", people), "Company": nodes_of("Company", companies)}
    assert find_duplicates(Records(nodes), above=1).pairs == ()
