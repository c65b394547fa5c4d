"""One cell: blanks, yes and no, several values, country, formulas; and columns of amounts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholder_graph.exchange.cells import (
    FORMULA_STARTS,
    country_of,
    neutralise,
    read_boolean,
    read_booleans,
    restore,
    split_values,
    spoilt_by_excel,
    trim,
)
from stakeholder_graph.exchange.numbers import read_numbers


@given(st.text() | st.text(alphabet="'=+-@\t\r\nab"))
def test_a_neutralised_text_is_read_back_the_same(text: str) -> None:
    written = neutralise(text)
    assert restore(written) == text
    assert not written or written[0] not in FORMULA_STARTS


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+49 89 1234", "'+49 89 1234"),
        ("-", "'-"),
        ("@home", "'@home"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=1", "''=1"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("", ""),
        ("a=b", "a=b"),
    ],
)
def test_only_what_looks_like_a_formula_is_neutralised(text: str, written: str) -> None:
    assert neutralise(text) == written


@pytest.mark.parametrize("text", ["\u00a0Ada\u3000", " \tAda\r\n", "\ufeffAda\u200b", "\u202aAda\u202c"])
def test_every_kind_of_blank_is_trimmed(text: str) -> None:
    assert trim(text) == "Ada"


def test_blanks_within_a_text_stay() -> None:
    assert trim("Ada\u00a0Beispiel") == "Ada\u00a0Beispiel"


@pytest.mark.parametrize("text", ["TRUE", "1", "Yes", "ja", "WAHR", "x", "X", "Allow", " true\u00a0"])
def test_words_for_yes(text: str) -> None:
    assert read_boolean(text) is True


@pytest.mark.parametrize("text", ["FALSE", "0", "No", "Nein", "falsch", "Do Not Allow", "", " ", None])
def test_words_for_no(text: str | None) -> None:
    assert read_boolean(text) is False


def test_an_empty_cell_may_mean_not_known_and_other_words_are_unreadable() -> None:
    column = ["ja", "", None, "vielleicht", "0", "vielleicht"]
    assert read_booleans(column) == ([True, False, False, None, False, None], (3, 5))
    assert read_booleans(column, empty=None) == ([True, None, None, None, False, None], (3, 5))


def test_several_values_of_one_cell() -> None:
    assert split_values("a; b;;a ;c") == ["a", "b", "c"]
    assert split_values("x@a.example ::: y@a.example", " ::: ") == ["x@a.example", "y@a.example"]
    assert split_values("VIP, Messe", ",") == ["VIP", "Messe"]
    assert split_values("a\tb", "\t") == ["a", "b"]
    assert split_values(None) == split_values("") == split_values(" ; ") == []


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ('{"city":"Musterstadt","country":"Germany","street":"Weg 1"}', "Germany"),
        ('{"city":"Musterstadt","country":null}', None),
        ('{"city":"Musterstadt"}', None),
        ('{"country": 49}', None),
        ('{"country": " "}', None),
        ('{"country":"Germ', None),
        ("[" * 100_000, "[" * 100_000),
        ('{"country":' + "[" * 200_000, None),
        (" Österreich ", "Österreich"),
        ("", None),
        (None, None),
    ],
)
def test_of_an_address_only_the_country_is_read(text: str | None, country: str | None) -> None:
    assert country_of(text) == country


@pytest.mark.parametrize("text", ["#NAME?", "#REF!", "#N/A", "#BEZUG!", "#NV", "#####", "1,23E+11", "2e+5"])
def test_what_excel_has_spoilt_is_seen(text: str) -> None:
    assert spoilt_by_excel(text)


@pytest.mark.parametrize("text", ["", "003E00000012345AAA", "12E5", "#1", "Name?", "1.23", "C++", "# NAME?"])
def test_ids_that_are_only_odd_are_not_spoilt(text: str) -> None:
    assert not spoilt_by_excel(text)


@pytest.mark.parametrize(
    ("column", "values", "decimal"),
    [
        (["139000000", "1124741.15"], [139000000.0, 1124741.15], "."),
        (["$1,200.00", "1,234"], [1200.0, 1234.0], "."),
        (["1.234.567,89 €", "1.234"], [1234567.89, 1234.0], ","),
        (["0.125", "1.234"], [0.125, 1.234], "."),
        (["0,5", "1.234"], [0.5, 1234.0], ","),
        (["1.234.567", "1,5"], [1234567.0, 1.5], ","),
        (["1234,567", "7"], [1234.567, 7.0], ","),
        (["1'234.50", "CHF 12’000.00"], [1234.5, 12000.0], "."),
        (["12 000,50 kr", "12\u202f000,50"], [12000.5, 12000.5], ","),
        (["(5.25)", "-5.25", "5.25-", "\u22125.25", "-$5.25", "€ -5.25"], [-5.25] * 6, "."),
        (["1.200,–", "EUR 3,--"], [1200.0, 3.0], ","),
        (["1.5E+3"], [1500.0], "."),
        ([".5", "5."], [0.5, 5.0], "."),
        (["1", None, "", "2"], [1.0, None, None, 2.0], None),
    ],
)
def test_the_decimal_sign_is_decided_for_the_column(
    column: list[str | None], values: list[float | None], decimal: str | None
) -> None:
    assert read_numbers(column) == (values, decimal, (), (), False)


def test_one_group_of_three_behind_one_sign_is_undecided() -> None:
    assert read_numbers(["1.234", "5", "1,234"]) == ([None, 5.0, None], None, (0, 2), (), False)
    assert read_numbers(["1.234", "5"], hint=".") == ([1.234, 5.0], ".", (), (), False)
    assert read_numbers(["1.234", "5"], hint=",") == ([1234.0, 5.0], ",", (), (), False)


def test_a_column_with_both_signs_is_a_conflict_and_nothing_is_guessed() -> None:
    assert read_numbers(["1.5", "1,5", "7", "1.234"]) == ([None, None, 7.0, None], None, (0, 1, 3), (), True)


@pytest.mark.parametrize(
    "text",
    ["n/a", "12 34", "1.2.3", "1,23,4", "--5", "(5", "5)", "KEY12", "50%", "1,2.3,4", ".", "9" * 400],
)
def test_what_is_no_number_is_reported(text: str) -> None:
    assert read_numbers(["1", text]) == ([1.0, None], None, (), (1,), False)


@given(
    st.lists(st.integers(-(10**11), 10**11), min_size=1),
    st.sampled_from([(".", ","), (",", "."), (",", " "), (".", "'"), (",", "\u00a0"), (".", "")]),
    st.sampled_from(["", "€", "$", "EUR"]),
    st.booleans(),
)
def test_every_amount_in_cents_survives(
    cents: list[int], signs: tuple[str, str], currency: str, before: bool
) -> None:
    decimal, grouping = signs

    def written(amount: int) -> str:
        digits = f"{abs(amount) // 100:,}".replace(",", grouping) + decimal + f"{abs(amount) % 100:02}"
        text = "-" * (amount < 0) + digits
        return f"{currency} {text}" if before else f"{text} {currency}"

    column = read_numbers([written(amount) for amount in cents])
    assert column.values == [amount / 100 for amount in cents]
    assert column.decimal == decimal
