"""Levels that the company decides for job titles, written into its care policy as rules."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stakeholder_graph.errors import PolicyError
from stakeholder_graph.model.policy import read_policy
from stakeholder_graph.model.vocabulary import vocabulary

_FIRST_RULE = re.compile(r"^\[\[levels\.titles\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class TitleDecision:
    """The level that everybody with this job title has, unless it is given for a person."""

    job_title: str
    level: int


def with_decisions(text: str, decisions: Sequence[TitleDecision], day: date, origin: str) -> str:
    """The text of a care policy with a rule for each of these titles, before the rules that it has.

    Everything else in the text stays as it is, comments too. Raises PolicyError where a title holds no word,
    or where the text would no longer be a care policy that gives these levels.
    """
    rules = [_rule(decision, day) for decision in {one.job_title: one for one in decisions}.values()]
    if not rules:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    block = "\n".join(rules)
    first = _FIRST_RULE.search(text)
    if first is None:
        gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
        made = f"{text}{gap}{block}"
    else:
        made = f"{text[: first.start()]}{block}\n{text[first.start() :]}"
    made = made.replace("\r\n", "\n").replace("\n", end)
    _check(made, decisions, origin)
    return made


def _rule(decision: TitleDecision, day: date) -> str:
    pattern = vocabulary().exact_pattern(decision.job_title)
    if not pattern:
        what = f"the job title {decision.job_title!r} holds no word that tells it from others"
        raise PolicyError("titles", what, "give those people a level instead")
    why = json.dumps(f"decided on {day.isoformat()}: {decision.job_title}", ensure_ascii=False)
    why = why.replace("\x7f", "")
    return f'[[levels.titles]]\nwords = ["{pattern}"]\nlevel = {decision.level}\nwhy = {why}\n'


def _check(text: str, decisions: Sequence[TitleDecision], origin: str) -> None:
    own = tuple(read_policy(text, origin).get("levels").get("titles", []))
    for decision in decisions:
        if vocabulary().title(decision.job_title, own_rules=own).level != decision.level:
            what = f"two decisions for titles that are written like {decision.job_title!r}"
            raise PolicyError(origin, what, "give all of them the same level")
