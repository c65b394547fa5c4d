"""The account map in a real Chromium: what it promises to whoever opens it."""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from stakeholder_graph.pages.account_map import account_map
from tests.pages.browser import OpenPage, axe_violations, fail_if_broken, watched_context
from tests.pages.fixtures import WriteMap, example_data, large_data


def drawn(page: Page) -> None:
    """Wait until the ladder is drawn."""
    page.wait_for_selector(".rows .row")


def status(page: Page) -> str:
    return page.locator(".fields [role=status]").inner_text()


def test_the_map_opens_and_says_what_it_is(open_page: OpenPage, example: Path) -> None:
    page = open_page(example)
    drawn(page)
    assert page.title() == "Musterwerke Nordsee AG · Account map"
    assert page.inner_text("h1") == "Musterwerke Nordsee AG"
    assert page.inner_text("#facts") == "Tier A · Customer · Anlagenbau · as of 23 Nov 2026"
    assert page.locator("#numbers button").all_inner_texts() == [
        "6\ngaps",
        "3 of 4\ndeciders cared for",
        "2 Nov 2026\nlast contact",
    ]
    levels = [text.replace("\n", " ") for text in page.locator(".row .level").all_inner_texts()]
    assert levels == ["1 Top", "2 Management", "3 Lead", "4 Operative", "Level unknown"]
    assert status(page) == "25 people, 8 folded"


def test_the_policy_names_hashes_only_and_holds(
    open_page: OpenPage, example: Path, watches: list[Any]
) -> None:
    page = open_page(example)
    drawn(page)
    policy = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content") or ""
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    ran = page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.foreign = 1';
          document.body.append(script);
          const style = document.createElement('style');
          style.textContent = 'h1 { visibility: hidden }';
          document.head.append(style);
          return [window.foreign, getComputedStyle(document.querySelector('h1')).visibility];
        }"""
    )
    assert ran == [None, "visible"]
    # refusing is written to the console, and meant here
    refused = [line for line in watches[0].errors if "Content Security Policy" in line]
    assert len(refused) == 2
    watches[0].errors = [line for line in watches[0].errors if line not in refused]


def test_the_file_names_no_address_and_loads_nothing(example: Path) -> None:
    text = example.read_text(encoding="utf-8")
    assert not re.search(r"(src|href)\s*=\s*[\"']?\s*(https?:)?//", text)
    assert "sourceMappingURL" not in text
    assert text.count("<script") == 6
    assert "lib/" not in text


def test_equal_data_give_equal_bytes_and_the_data_stay_as_they_were() -> None:
    data = example_data()
    before = deepcopy(data)
    assert account_map(data) == account_map(example_data())
    assert data == before


def test_two_hundred_people_stay_below_600_kb(write_map: WriteMap) -> None:
    assert write_map(large_data(200)).stat().st_size < 600_000


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["levels", "list"])
def test_axe_has_nothing_to_say(
    open_page: OpenPage, example: Path, language: str, scheme: str, view: str
) -> None:
    page = open_page(example, f"#lang={language}&view={view}", color_scheme=scheme)
    page.wait_for_selector(".rows .row" if view == "levels" else "tbody tr")
    assert page.get_attribute("html", "lang") == language
    assert page.get_attribute("html", "data-theme") == scheme
    assert axe_violations(page) == []


@pytest.mark.parametrize("name", ["Jürgen Erfunden", "Dr. Gesine Platzhalter-Oldendorf", "Ayşe Beispiel"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say_about_a_person(
    open_page: OpenPage, example: Path, name: str, scheme: str
) -> None:
    page = open_page(example, "#view=list", color_scheme=scheme)
    page.get_by_role("table").get_by_role("button", name=name, exact=True).first.click()
    for summary in page.locator("#panel summary").all():
        summary.click()
    assert page.inner_text("#panel h2") == name
    assert axe_violations(page) == []


def test_buttons_change_language_and_theme_and_the_address_keeps_them(
    open_page: OpenPage, example: Path
) -> None:
    page = open_page(example)
    page.get_by_role("button", name="Deutsch").click()
    page.get_by_role("button", name="Dunkel").click()
    assert page.get_attribute("html", "lang") == "de"
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.inner_text("#facts") == "Klasse A · Kunde · Anlagenbau · Stand 23. Nov. 2026"
    page.reload()
    assert page.get_attribute("html", "lang") == "de"
    assert page.get_attribute("html", "data-theme") == "dark"


def test_the_link_state_survives_a_reload(open_page: OpenPage, example: Path) -> None:
    page = open_page(
        example, "#level=2&kind=account&coverage=need&person=p-jürgen-erfunden&open=2&sort=-name"
    )
    page.wait_for_selector("#panel h2")
    for _ in range(2):
        assert page.inner_text("#panel h2") == "Jürgen Erfunden"
        assert [select.input_value() for select in page.locator(".bar select").all()] == [
            "2",
            "",
            "account",
            "need",
        ]
        assert status(page) == "3 of 25 people"
        page.get_by_role("button", name="List").click()
        assert page.locator("tbody tr").count() == 3
        assert page.get_attribute("th:has([data-sort=name])", "aria-sort") == "descending"
        page.get_by_role("button", name="Levels").click()
        page.reload()


def test_an_address_with_nonsense_shows_the_map(open_page: OpenPage, example: Path) -> None:
    page = open_page(
        example, "#view=<b>&person=nobody&lang=xx&theme=pink&sort=__proto__&constructor=1&open=9.x"
    )
    drawn(page)
    assert status(page) == "25 people, 8 folded"
    assert page.get_attribute("html", "lang") == "en"


@pytest.mark.parametrize(("address", "level"), [("need=1", 1), ("need=2", 2), ("need=unknown", None)])
def test_a_cell_of_the_overview_leads_to_those_it_counts(
    open_page: OpenPage, example: Path, address: str, level: int | None
) -> None:
    data = example_data()
    needed = [
        who for who in data["people"] if who["side"] == "account" and who["needs"] and who["level"] == level
    ]
    assert sum(rung["needed"] for rung in data["rungs"] if rung["level"] == level) == len(needed)
    page = open_page(example, f"#{address}")
    drawn(page)
    assert status(page) == f"{len(needed)} of 25 people"


def matches(field: str, value: str, who: dict[str, Any]) -> bool:
    if field == "level":
        return str(who["level"] or "unknown") == value
    if field == "role":
        names = {item["role"] for item in who["roles"]}
        return bool(names & ({"decider", "co_decider"} if value == "deciders" else {value}))
    if field == "kind":
        return value in (who["side"], who["kind"])
    return who["coverage"] in (["gap", "warning", "fine"] if value == "need" else [value])


@pytest.mark.parametrize("field", ["level", "role", "kind", "coverage"])
def test_every_filter_shows_exactly_the_number_of_the_data(
    open_page: OpenPage, example: Path, field: str
) -> None:
    people = example_data()["people"]
    page = open_page(example, "#view=list")
    select = page.locator(f"select[data-field={field}]")
    options = [
        (item.get_attribute("value") or "", item.inner_text()) for item in select.locator("option").all()
    ]
    assert len(options) > 3
    for value, text in options[1:]:
        count = sum(matches(field, value, who) for who in people)
        assert count > 0 and text.endswith(f"({count})")
        page.locator(f"select[data-field={field}]").select_option(value)
        assert status(page) == f"{count} of 25 people"
        names = page.locator("tbody td:first-child").all_inner_texts()
        assert sorted(names) == sorted(who["name"] for who in people if matches(field, value, who))
    page.get_by_role("button", name="Show all").click()
    assert status(page) == "25 people"


def test_the_number_of_deciders_filters_to_them(open_page: OpenPage, example: Path) -> None:
    page = open_page(example, "#view=list")
    page.locator("[data-number=deciders]").click()
    assert page.locator("tbody tr").count() == example_data()["numbers"]["deciders"] == 4
    assert page.get_attribute("[data-number=deciders]", "aria-pressed") == "true"
    page.locator("[data-number=deciders]").click()
    assert page.locator("tbody tr").count() == 25


def test_folded_people_come_out_when_asked_for(open_page: OpenPage, example: Path) -> None:
    page = open_page(example)
    drawn(page)
    buttons = page.locator(".keys, .ladder > [role=group]").locator("button")
    assert buttons.count() == 17
    more = page.get_by_role("button", name="Show 7 more people without role or care on the level Operative")
    more.click()
    assert buttons.count() == 24
    assert status(page) == "25 people, 1 folded"
    page.get_by_role("button", name="Fold the people").click()
    assert buttons.count() == 17


def test_the_gaps_of_the_account_show_from_the_list_too(open_page: OpenPage, example: Path) -> None:
    page = open_page(example, "#view=list")
    assert page.locator("#panel").is_hidden()
    page.locator("[data-number=gaps]").click()
    assert page.locator("#panel .finding").count() == 6
    assert page.locator("#panel").is_visible()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("mu", ["Malte Mustermann", "Sabine Müßig"]),
        ("muessig", ["Sabine Müßig"]),
        ("müß", ["Sabine Müßig"]),
        ("lukasz", ["Łukasz Wymyślony"]),
        ("omer", ["Ömer Luftig"]),
        ("oe", ["Ömer Luftig"]),
        ("ayse", ["Ayşe Beispiel"]),
        ("erd", ["Prof. Ewald Erdacht"]),
        ("oldendorf", ["Dr. Gesine Platzhalter-Oldendorf"]),
    ],
)
def test_search_takes_beginnings_first_and_folds_umlauts(
    open_page: OpenPage, example: Path, typed: str, first: list[str]
) -> None:
    page = open_page(example)
    page.get_by_role("combobox", name="Find a person").fill(typed)
    found = [text.split("\n")[0] for text in page.locator("#found [role=option]").all_inner_texts()]
    assert found[: len(first)] == first


def test_search_by_keyboard_opens_a_folded_person(open_page: OpenPage, example: Path) -> None:
    page = open_page(example)
    drawn(page)
    field = page.get_by_role("combobox", name="Find a person")
    field.fill("nadine")
    assert field.get_attribute("aria-activedescendant") == "found-0"
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") == "found-1"
    field.press("Enter")
    assert page.inner_text("#panel h2") == "Nadine Schein 2"
    assert "open=4" in page.evaluate("location.hash")
    assert page.locator("#found").is_hidden()
    field.fill("zzz")
    assert page.locator(".search [role=status]").inner_text() == "Nobody of that name"


def test_the_keyboard_alone_reaches_every_person_of_the_ladder(open_page: OpenPage, example: Path) -> None:
    page = open_page(example)
    drawn(page)
    page.get_by_role("button", name="Show 7 more").click()
    page.get_by_role("button", name="Show 1 more").click()
    page.locator("body").press("Tab")
    for _ in range(40):
        if page.evaluate("document.activeElement.dataset.index !== undefined"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Home")
    reached = [page.evaluate("document.activeElement.textContent")]
    for _ in range(24):
        page.keyboard.press("ArrowDown")
        reached.append(page.evaluate("document.activeElement.textContent"))
    names = [who["name"] for who in example_data()["people"]]
    assert sorted(text.split(",")[0] for text in reached) == sorted(names)
    assert reached[0] == (
        "Henriette Vorlage, Ours, Top, Geschäftsführerin, one of ours, "
        "cares for Konrad Fiktivus, Prof. Ewald Erdacht"
    )
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent").startswith("Konrad Fiktivus, Customer, Top")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Konrad Fiktivus"
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent").startswith("Konrad Fiktivus")


def test_the_keyboard_alone_reaches_every_person_of_the_list(open_page: OpenPage, example: Path) -> None:
    page = open_page(example, "#view=list")
    people = example_data()["people"]
    reached: set[int] = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        index = page.evaluate("document.activeElement.dataset.person")
        if index is not None:
            reached.add(int(index))
        if len(reached) == len(people):
            break
    assert reached == set(range(len(people)))
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").count() == 1


def test_the_list_carries_what_the_drawing_shows_and_sorts(open_page: OpenPage, example: Path) -> None:
    page = open_page(example, "#view=list")
    row = page.locator("tbody tr", has=page.get_by_role("button", name="Jürgen Erfunden", exact=True)).filter(
        has_text="Leiter Einkauf"
    )
    cells = [text.replace("\n", "|") for text in row.locator("td").all_inner_texts()]
    assert cells == [
        "Jürgen Erfunden",
        "Customer",
        "2 Management",
        "Decider",
        "Leiter Einkauf",
        "cared for",
        "Malte Mustermann|Ayşe Beispiel (deputy)",
        "12 Oct 2026",
        "",
    ]
    page.locator("[data-sort=last]").click()
    assert page.locator("tbody td:first-child").first.inner_text() == "Sabine Müßig"
    page.locator("[data-sort=findings]").click()
    page.locator("[data-sort=findings]").click()
    assert page.get_attribute("th:has([data-sort=findings])", "aria-sort") == "descending"
    assert page.locator("tbody tr").last.locator("td").last.inner_text() == "1"


def test_the_panel_tells_everything_about_a_person(open_page: OpenPage, example: Path) -> None:
    page = open_page(example, "#person=p-jürgen-erfunden")
    text = page.inner_text("#panel")
    for part in (
        "Leiter Einkauf, Einkauf, Musterwerke Nordsee AG",
        "Malte Mustermann",
        "deputy, last contact 12 Oct 2026",
        "Contacts per year",
        "Decider · Neubau Halle 4",
        "since 1 Apr 2019",
        "Segeln, Logistik",
        "Anrufe vor neun",
        "by Malte Mustermann",
        "Sympathy 4/5, Trust 3/5, Negotiation climate 5/5",
        "reports to Konrad Fiktivus",
        "12 Oct 2026 · Visit: Jahresgespräch",
        "Bring the drawings of hall 4",
        "due 1 Nov 2026 (overdue), Malte Mustermann",
    ):
        assert part in text, part
    days = [item.get_attribute("datetime") for item in page.locator(".timeline time").all()]
    assert days == ["2026-10-12", "2026-09-30", "2026-03-14"]
    assert page.locator(".timeline li.report").count() == 2
    page.locator("#panel").get_by_role("button", name="Konrad Fiktivus").click()
    assert "leads Jürgen Erfunden" in page.inner_text("#panel")


def test_a_finding_shows_evidence_rule_and_next_steps(open_page: OpenPage, example: Path) -> None:
    page = open_page(example)
    assert page.locator("#panel .finding").count() == 6
    first = page.locator("#panel .finding").first
    first.locator("summary").click()
    text = first.inner_text()
    for part in (
        "Decider without care",
        "high",
        "Name somebody of the same level as carer.",
        "2 Mar 2026: decider since 2 March 2026 (role-4, source crm)",
        "No care profile.",
        "90 = tier 3 × role 3 × kind 10: high",
    ):
        assert part in text, part


def test_whoever_has_left_is_named_in_the_panel_though_not_on_the_map(
    open_page: OpenPage, write_map: WriteMap
) -> None:
    data = example_data()
    data["findings"][1]["who"] = "Gerda Gegangen"
    page = open_page(write_map(data))
    card = page.locator("#panel .finding").nth(1)
    assert card.locator(".who b").inner_text() == "Gerda Gegangen"
    assert card.locator("button").count() == 0


def test_many_findings_of_one_kind_stand_folded_below_one_heading(
    open_page: OpenPage, write_map: WriteMap
) -> None:
    data = example_data()
    missing = data["findings"][1]
    data["findings"][2:2] = [deepcopy(missing) for _ in range(3)]
    page = open_page(write_map(data))
    assert page.locator("#panel details.group").count() == 1
    group = page.locator("#panel details.group")
    assert group.locator("> summary").inner_text() == "Role unknown (4) high"
    assert page.locator("#panel .finding").count() == 5
    group.locator("> summary").click()
    group.locator(".finding").nth(3).wait_for()
    assert group.locator(".finding").count() == 4
    group.locator("> summary").click()
    group.locator("> summary").click()
    assert page.locator("#panel .finding:visible").count() == 9
    assert axe_violations(page) == []
    data["findings"].pop(2)
    assert open_page(write_map(data)).locator("#panel details.group").count() == 0


def test_a_click_on_symbol_or_name_opens_the_person(open_page: OpenPage, example: Path) -> None:
    page = open_page(example)
    drawn(page)
    box = page.locator(".canvas").bounding_box()
    top = page.locator(".row").first.bounding_box()
    assert box and top
    for x in range(int(box["x"]) + 200, int(box["x"]) + 320, 6):
        page.mouse.click(x, top["y"] + 12)
        if page.inner_text("#panel h2") == "Dr. Gesine Platzhalter-Oldendorf":
            break
    assert page.inner_text("#panel h2") == "Dr. Gesine Platzhalter-Oldendorf"
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    assert page.inner_text("#panel h2") == "Gaps of this account"


RECORD = """
window.texts = [];
const fill = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
  const width = this.measureText(text).width;
  const left = this.textAlign === 'right' ? x - width : x;
  const at = this.getTransform();
  window.texts.push({text, left, right: left + width, y, scale: at.a});
  return fill.apply(this, arguments);
};
"""


REDRAWN = """() => {
  window.texts.length = 0;
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(window.texts))));
}"""


@pytest.mark.parametrize("width", [1024, 1280, 1920])
@pytest.mark.parametrize("size", ["example", "large"])
def test_no_name_is_drawn_over_another(browser: Browser, write_map: WriteMap, width: int, size: str) -> None:
    path = write_map(example_data() if size == "example" else large_data(120))
    context, watch = watched_context(browser, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.add_init_script(RECORD)
    page.goto(path.as_uri())
    drawn(page)
    for presses in (0, 3, 4):
        for _ in range(presses):
            page.get_by_role("button", name="Farther").click()
        texts = page.evaluate(REDRAWN)
        last = {(item["left"], item["y"]): item for item in texts}.values()
        assert len(last) >= 8
        assert {round(item["scale"], 3) for item in last} == {1}
        boxes = sorted(last, key=lambda item: item["y"])
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                beside = one["right"] <= other["left"] + 0.5 or other["right"] <= one["left"] + 0.5
                assert beside or other["y"] - one["y"] >= 13, (one, other)
    context.close()
    fail_if_broken([watch])


def test_the_name_of_a_decider_without_care_is_never_cut(browser: Browser, write_map: WriteMap) -> None:
    data = example_data()
    thirds = [who for who in data["people"] if who["side"] == "third"]
    thirds[-1]["kind"] = "authority"
    long = "Waltraud Hildegard Freifrau von Ausgedachtenstein-Wolkenkuckucksheim"
    next(who for who in data["people"] if who["name"] == "Thilo Nirgendwo").update(
        name=long, roles=[{"role": "decider", "about": "", "presumed": False}]
    )
    context, watch = watched_context(browser)
    page = context.new_page()
    page.add_init_script(RECORD)
    page.goto(write_map(data).as_uri())
    drawn(page)
    assert page.locator(".columns span").count() == 4
    for presses in (0, 4):
        for _ in range(presses):
            page.get_by_role("button", name="Farther").click()
        texts = [item["text"] for item in page.evaluate(REDRAWN)]
        for name in ("Dr. Gesine Platzhalter-Oldendorf", long):
            whole = name in texts
            parts = any(
                name in (f"{one} {other}", one + other) for one in texts for other in texts if one != other
            )
            assert whole or parts, (name, texts)
    context.close()
    fail_if_broken([watch])


def test_third_parties_of_a_usual_name_are_told_in_full_on_a_laptop(
    browser: Browser, write_map: WriteMap
) -> None:
    data = example_data()
    thirds = [who for who in data["people"] if who["side"] == "third"]
    thirds[-1]["kind"] = "authority"
    context, watch = watched_context(browser)
    page = context.new_page()
    page.add_init_script(RECORD)
    page.goto(write_map(data).as_uri())
    drawn(page)
    texts = [item["text"] for item in page.evaluate(REDRAWN)]
    assert {who["name"] for who in thirds} <= set(texts)
    context.close()
    fail_if_broken([watch])


def test_an_id_in_place_of_a_name_is_cut_in_its_middle(browser: Browser, write_map: WriteMap) -> None:
    data = example_data()
    data["people"][0]["name"] = "005bm00000NCJmQAAX-sales-north-4711"
    context, watch = watched_context(browser)
    page = context.new_page()
    page.add_init_script(RECORD)
    page.goto(write_map(data).as_uri())
    drawn(page)
    texts = [item["text"] for item in page.evaluate(REDRAWN)]
    cut = [text for text in texts if text.startswith("005bm")]
    assert cut and all("…" in text and text.endswith("4711") for text in cut)
    context.close()
    fail_if_broken([watch])


def test_on_paper_the_map_is_light_and_keeps_its_table(open_page: OpenPage, example: Path) -> None:
    page = open_page(example, "#view=list&theme=dark")
    page.emulate_media(media="print")
    assert page.locator("#bar").is_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.locator("tbody tr")).to_have_count(25)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(23, 32, 43)"


def test_one_person_is_said_as_one(open_page: OpenPage, write_map: WriteMap) -> None:
    data = example_data()
    alone = {**data, "people": data["people"][4:5], "lines": [], "relations": [], "findings": []}
    path = write_map(alone)
    assert status(open_page(path)) == "1 person"
    assert status(open_page(path, "#lang=de")) == "1 Person"
