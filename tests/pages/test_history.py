"""How coverage developed: each point is what the analysis says of its day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from stakeholder_graph.analysis.coverage import needs_with_care
from stakeholder_graph.analysis.situation import Situation
from stakeholder_graph.example import DAY, example_records
from stakeholder_graph.model.policy import load_policy
from stakeholder_graph.model.records import Records, relationships_of
from stakeholder_graph.pages.history import coverage_history, past_days, quarter_ends
from stakeholder_graph.pages.overview import overview
from stakeholder_graph.snapshot import take_snapshot
from tests.pages.browser import OpenPage, axe_violations
from tests.pages.fixtures import overview_example


def seen(records: Records, day: date) -> Situation:
    return Situation(take_snapshot(records, day), load_policy())


def test_quarters_end_where_quarters_end() -> None:
    assert quarter_ends(date(2026, 11, 23)) == [
        date(2024, 12, 31), date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31),
        date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30),
    ]  # fmt: skip
    assert quarter_ends(date(2026, 1, 1))[-2:] == [date(2025, 9, 30), date(2025, 12, 31)]


def test_each_point_is_what_was_on_its_day(open_page: OpenPage, tmp_path: Path) -> None:
    records = example_records()
    today = seen(records, DAY)
    past = [seen(records, day) for day in past_days(records, DAY)]
    history = coverage_history(past, today)
    assert history is not None
    assert history["points"][-1]["date"] == DAY.isoformat()
    for point in history["points"]:
        needs = needs_with_care(seen(records, date.fromisoformat(point["date"])))
        people = {(row["person"], row["cared"]) for row in needs.iter_rows(named=True)}
        assert point["needed"] == len(people)
        assert point["cared"] == sum(cared for _, cared in people)
        assert point["share"] == point["cared"] * 100 // point["needed"]
    begun = records.relationship_table("CARES_FOR")["valid_from"].drop_nulls()
    first = min([*begun, *records.node_table("Interaction")["date"]])
    assert all(date.fromisoformat(point["date"]) >= first for point in history["points"])
    path = tmp_path / "overview.html"
    path.write_text(overview({**overview_example(), "history": history}), encoding="utf-8")
    page = open_page(path)
    rows = page.locator("figure", has=page.locator("#history-text")).locator(".months [role=row]")
    assert rows.count() == len(history["points"]) + 1
    page.locator("figure", has=page.locator("#history-text")).locator("summary").click()
    last = history["points"][-1]
    assert rows.nth(1).inner_text().split("\n")[0].startswith(DAY.isoformat())
    assert f"{last['cared']}/{last['needed']} ({last['share']} %)" in rows.nth(1).inner_text()
    assert axe_violations(page) == []


def test_without_dates_there_is_no_line() -> None:
    assert coverage_history([], seen(example_records(), DAY)) is None
    records = Records({"Person": example_records().node_table("Person")}, {})
    assert past_days(records, DAY) == []
    undated = relationships_of("CARES_FOR", [{"start": "a", "end": "b"}])
    records = Records({}, {"CARES_FOR": undated})
    assert past_days(records, DAY) == []
