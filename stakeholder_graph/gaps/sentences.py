"""The one sentence in which a gap is told."""

from __future__ import annotations

from stakeholder_graph.gaps.background import Row
from stakeholder_graph.gaps.background_care import CareBackground as Background
from stakeholder_graph.gaps.facts_care import care_gap_values
from stakeholder_graph.gaps.texts import Phrase, counted
from stakeholder_graph.gaps.who import who


def sentence(back: Background, row: Row) -> Phrase:
    """The gap in one sentence, put into the reader's language when it is read."""
    kind, key = row["kind"], "sentence"
    values = {
        "account": back.name(row["account"]) if row["account"] is not None else "–",
        "person": back.name(row["person"]) if row["person"] is not None else "–",
        "who": who(back, row) if row["person"] is not None else "–",
        "role": row["missing"] if kind == "missing-role" else row["role"],
        "level": row["level"],
        "carers": _carers(back, row),
    }
    match kind:
        case "lost-carer":
            values["former"] = [_former(back, former) for former in back.former.get(row["person"], ())]
        case "missing-role":
            key = "sentence" if row["about"] is not None else "sentence_account"
            values["about"] = back.name(row["about"]) if row["about"] is not None else ""
        case "left-contact":
            day = row["left_on"]
            values["left_on"] = Phrase("phrases", "last_day", date=day) if day else ""
        case "single-threaded-account":
            key = {"ours": "sentence", "theirs": "sentence_theirs", "both": "sentence_both"}[row["side"]]
            values["carer"] = back.name(row["carer"]) if row["carer"] is not None else ""
            values["reached"] = back.name(row["reached"]) if row["reached"] is not None else ""
        case "level-mismatch":
            values["carers"] = _levels(back, row)
        case "missing-rung":
            values["makers"] = back.names(row["makers"])
        case "single-threaded-person":
            key = "sentence_deputy" if row["deputy"] and row["carers"] == 1 else "sentence"
            values |= {"present": row["present"], "required": row["carers"] + int(row["deputy"])}
        case "stale-care":
            last = row["last_contact"]
            key = "sentence" if last else "sentence_never"
            ago = counted("days", (back.situation.as_of - last).days) if last else ""
            values |= {"date": last, "ago": ago, "contacts": row["contacts_per_year"]}
        case _:
            key, more = care_gap_values(back, row)
            values |= more
    return Phrase(kind, key, **values)


def _carers(back: Background, row: Row) -> list[str]:
    return back.names(care["own"] for care in back.care.get(row["person"], ()))


def _levels(back: Background, row: Row) -> list[Phrase]:
    known = [care for care in back.care.get(row["person"], ()) if care["level"] is not None]
    told = [
        Phrase("phrases", "carer_level", name=back.name(care["own"]), level=care["level"]) for care in known
    ]
    unknown = row["unknown_level"] or 0
    return [*told, counted("unknown_levels", unknown)] if unknown else told


def _former(back: Background, former: Row) -> Phrase:
    name, until = back.name(former["own"]), former["until"]
    if former["left"]:
        return Phrase("phrases", "has_left_us", name=name)
    key = "care_ended" if until else "care_ended_undated"
    return Phrase("phrases", key, name=name, date=until)
