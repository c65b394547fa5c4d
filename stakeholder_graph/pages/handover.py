"""The handover sheet: one page to print, on everybody whom somebody takes over from one of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stakeholder_graph.pages import page

STYLES = ("colours.css", "common.css", "handover.css")
SCRIPTS = ("common.js", "handover.js")

# The dictionary of the sheet; all texts are in its one language, dates as the reader writes them:
#   language, name, job, as_of
#   numbers    {"people", "accounts", "only": whose only thread it is, "opens": gaps that open}
#   accounts   [{"name", "tier", "opportunities": [text], "people": [person]}]
#   person     {"name", "account", "position", "level", "roles": [text], "duty", "objected": text|"",
#               "only": text|"" (how the leaver is the only one), "alone": bool (nobody else at all),
#               "profile": [[name, value]], "contacts": [[day, channel, subject, with whom]],
#               "actions": [action], "report": {"date", "author", "ratings": [[name, 1..5]], "result",
#               "finding"}|None, "ways": [text], "successors": [{"name", "notes", "fits"}], "opens": [text]}
#   actions    [{"text", "due", "overdue", "responsible"}]  those of the leaver about nobody on the sheet


def handover(data: Mapping[str, Any]) -> str:
    """The whole HTML text of a handover sheet, nothing beside it; `data` as `handover_data` builds it.

    The same data give the same bytes. Nothing in it is run or loaded, whatever it says. O(people).
    """
    words = page.texts("handover")
    template = page.environment().get_template("handover.html")
    return template.render(
        page.parts(page.script_of(SCRIPTS), STYLES),
        data=data,
        say=words[data["language"]],
        language=data["language"],
        texts=page.as_json(words),
    )
