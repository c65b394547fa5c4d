"""Pages for slides: every number as it is, and nothing that leads back to anybody."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

import stakeholder_graph as sg
from stakeholder_graph.gaps.listed import Listed
from stakeholder_graph.graph import StakeholderGraph
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.model.records import Records
from stakeholder_graph.privacy.anonymous import LEFT_OUT, anonymous
from tests.pages.browser import OpenPage, axe_violations


@pytest.fixture(scope="module")
def pages(graph: StakeholderGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("slides")
    graph.site(folder, anonymous=True)
    graph.visit("Sigrid Zitronengelb", folder / "sheet.html", anonymous=True)
    return folder


def secrets(records: Records) -> set[str]:
    """Every name, id, address and free text of the records that is long enough to be told from a word."""
    model = ontology()
    found: set[str] = set()
    for label, table in records.nodes.items():
        free = [
            p.name
            for p in model.nodes[label].properties.values()
            if p.kind in ("text", "texts") and not p.allowed
        ]
        for name in ("id", *free):
            found |= set(table[name].drop_nulls())
    for tie, table in records.relationships.items():
        properties = model.relationships[tie].properties.values()
        for name in (p.name for p in properties if p.kind == "text" and not p.allowed):
            found |= set(table[name].drop_nulls())
    parts = {part for text in found for part in re.split(r"[\s,;:()|/]+", text)}
    names = {
        part
        for label in ("Person", "Company", "Organisation")
        for name in records.node_table(label)["name"].drop_nulls()
        for part in name.split()
    }
    kept = {"EUR", "visit", "meeting", "call", "mail", "event", "de", "en"}
    return {one for one in found | (names & parts) if len(one) > 5} - kept


def shape(listed: Listed) -> Counter[tuple[str, float, str | None, int | None]]:
    return Counter(
        (one.kind, one.severity, one.account.more["tier"] if one.account else None, one.level)
        for one in listed
    )


def test_the_findings_are_the_same(graph: StakeholderGraph) -> None:
    shown = graph.anonymous()
    assert shape(shown.gaps()) == shape(graph.gaps())
    assert len(graph.gaps()) == 39
    real = Counter(
        (one.tier, one.total.needed, one.total.cared, one.deciders.needed) for one in graph.coverage()
    )
    assert (
        Counter((o.tier, o.total.needed, o.total.cared, o.deciders.needed) for o in shown.coverage()) == real
    )


def test_nothing_of_the_records_stands_on_any_page(graph: StakeholderGraph, pages: Path) -> None:
    words = secrets(graph.records)
    assert len(words) > 400
    own = (Path(__file__).resolve().parents[2] / "visualizations" / "texts.toml").read_text(encoding="utf-8")
    package = Path(sg.__file__).parent
    # words of the model, and first names that are in the stock of invented ones whoever bears them
    model = "".join(
        (package / name).read_text(encoding="utf-8")
        for name in ("model/ontology.toml", "privacy/invented.toml")
    )
    for path in sorted(pages.glob("*.html")):
        text = path.read_text(encoding="utf-8")
        # what stands in every page is the program's own: its library, scripts and words
        text = re.sub(r'<script type="text/plain" id="library">.*?</script>', "", text, flags=re.DOTALL)
        text = re.sub(r'<script type="application/json" id="texts">.*?</script>', "", text, flags=re.DOTALL)
        text = re.sub(r"<script>.*?</script>|<style>.*?</style>", "", text, flags=re.DOTALL)
        told = [word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)]
        assert [word for word in told if word not in own and word not in model] == [], path.name


def test_addresses_and_sums_are_gone_and_texts_are_only_said_to_be_there(graph: StakeholderGraph) -> None:
    told = anonymous(graph.situation, graph.records)
    people, before = told.records.node_table("Person"), graph.records.node_table("Person")
    assert people["email"].null_count() == people["phone"].null_count() == people.height == before.height
    for name in ("topics", "avoid"):
        assert people[name].count() == before[name].count()
        assert set(people[name].drop_nulls()) <= {LEFT_OUT}
    assert told.records.node_table("Company")["earnings_value"].count() == 0
    assert told.records.relationship_table("INFLUENCES")["topic"].count() == 0
    for tables in (told.records.nodes, told.records.relationships):
        for table in tables.values():
            assert table["source"].count() == 0
            assert table["id"].n_unique() == table.height


def test_the_same_records_give_the_same_names_and_each_name_once(graph: StakeholderGraph) -> None:
    one, two = (anonymous(graph.situation, graph.records).records.node_table("Person") for _ in range(2))
    assert one.equals(two)
    assert one["name"].n_unique() == one.height
    assert not set(one["name"]) & set(graph.records.node_table("Person")["name"])


def test_ids_do_not_follow_the_order_of_the_real_ones(graph: StakeholderGraph) -> None:
    ids = anonymous(graph.situation, graph.records).ids
    people = sorted(graph.records.node_table("Person")["id"])
    numbers = [int(ids[one][1:]) for one in people]
    assert sorted(numbers) == list(range(1, len(people) + 1))
    rising = sum(a < b for a, b in pairwise(numbers))
    assert 0.35 < rising / len(numbers) < 0.65


def test_one_more_record_changes_the_names(graph: StakeholderGraph) -> None:
    more = graph.records.node_table("Person").with_columns(
        name=pl.when(pl.col("id") == "p-anke-birnbaum").then(pl.lit("Anke Birne")).otherwise("name")
    )
    other = Records({**graph.records.nodes, "Person": more}, graph.records.relationships)
    ids = (anonymous(graph.situation, records).ids for records in (graph.records, other))
    first, second = ids
    assert first != second


def test_names_are_one_over_all_pages(pages: Path) -> None:
    overview = (pages / "overview.html").read_text(encoding="utf-8")
    for path in pages.glob("map-*.html"):
        name = re.search(r"<h1>(.*?)</h1>", path.read_text(encoding="utf-8"))
        assert name and name.group(1) in overview


def test_the_pages_say_so(open_page: OpenPage, pages: Path) -> None:
    page = open_page(pages / "overview.html", "#lang=de")
    assert page.inner_text("#facts").endswith("alle Namen sind erfunden")
    file = sorted(pages.glob("map-*.html"))[0]
    assert open_page(file).inner_text("#facts").endswith("all names are invented")
    sheet = open_page(pages / "sheet.html")
    assert "all names are invented" in sheet.inner_text(".head")
    assert axe_violations(sheet) == []
