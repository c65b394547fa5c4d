"""The one sentence in which a gap is told."""

from __future__ import annotations

from stakeholder_graph.gaps.background import Background, Row
from stakeholder_graph.gaps.texts import Phrase


def sentence(back: Background, row: Row) -> Phrase:
    """The gap in one sentence, put into the reader's language when it is read."""
    kind = row["kind"]
    key = {"left-contact": "sentence", "missing-role": "sentence" if row["about"] is not None else "sentence_account"}.get(kind, "sentence")
    values = {
        "account": back.name(row["account"]) if row["account"] is not None else "–",
        "person": back.name(row["person"]) if row["person"] is not None else "–",
        "role": row["missing"] if kind == "missing-role" else back.role_words(row),
        "level": row["level"],
    }
    match kind:
        case "lost-carer":
            values["former"] = [_former(back, former) for former in back.former.get(row["person"], ())]
        case "missing-role":
            values["about"] = back.name(row["about"]) if row["about"] is not None else ""
        case "left-contact":
            values["left_on"] = Phrase("phrases", "left_since", date=row["left_on"]) if row["left_on"] else ""
        case "single-threaded-account":
            key = {"ours": "sentence", "theirs": "sentence_theirs", "both": "sentence_both"}[row["side"]]
            values["carer"] = back.name(row["carer"]) if row["carer"] is not None else ""
            values["reached"] = back.name(row["reached"]) if row["reached"] is not None else ""
        case "level-mismatch":
            values["carers"] = _levels(back, row)
        case "missing-rung":
            values["makers"] = back.names(row["makers"])
        case "single-threaded-person":
            values |= {"present": row["present"], "required": row["carers"] + int(row["deputy"]), "carers": _carers(back, row)}
        case "stale-care":
            key = "sentence" if row["last_contact"] else "sentence_never"
            values |= {"last": Phrase("phrases", "on", date=row["last_contact"]), "contacts": row["contacts_per_year"]}
            values["carers"] = _carers(back, row)
    return Phrase(kind, key, **values)


def _carers(back: Background, row: Row) -> list[str]:
    return back.names(care["own"] for care in back.care.get(row["person"], ()))


def _levels(back: Background, row: Row) -> list[Phrase]:
    known = [care for care in back.care.get(row["person"], ()) if care["level"] is not None]
    told = [Phrase("phrases", "carer_level", name=back.name(care["own"]), level=care["level"]) for care in known]
    unknown = row["unknown_level"] or 0
    return [*told, Phrase("phrases", "unknown_levels", count=unknown)] if unknown else told


def _former(back: Background, former: Row) -> Phrase:
    name, until = back.name(former["own"]), former["until"]
    if former["left"]:
        return Phrase("phrases", "has_left_us", name=name)
    return Phrase("phrases", "care_ended", name=name, date=until) if until else Phrase("phrases", "care_ended_undated", name=name)
