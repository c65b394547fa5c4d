"""Job titles that nobody has a level for: what is suggested, and what the company decides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from stakeholder_graph.errors import PolicyError
from stakeholder_graph.graph.findings import Findings

if TYPE_CHECKING:
    from stakeholder_graph.model.title_decisions import TitleDecision


class Titles(Findings):
    """What becomes of the titles that `titles` lists."""

    def suggested_titles(self) -> list[TitleDecision]:
        """The suggestions of `titles`, as decisions."""
        from stakeholder_graph.model.title_decisions import TitleDecision

        rows = self.titles().drop_nulls("suggested_level").select("job_title", "suggested_level").iter_rows()
        return [TitleDecision(title, level) for title, level in rows]

    def decide_titles(self, decisions: Sequence[TitleDecision], file: Path) -> Path:
        """Write the levels of these job titles into a care policy, which is made where there is none.

        They hold for whoever opens the database with that policy from now on. Raises PolicyError where the
        file cannot be read, or could not say it; it stays as it was then.
        """
        from stakeholder_graph.exchange.output import aside
        from stakeholder_graph.model.policy import default_policy_text
        from stakeholder_graph.model.title_decisions import with_decisions

        if not decisions:
            return file
        try:
            data = file.read_bytes() if file.exists() else default_policy_text().encode("utf-8")
            text = data.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "it is no text in UTF-8"
            raise PolicyError(
                str(file), f"the care policy cannot be read: {why}", "name another one"
            ) from error
        made = with_decisions(text, decisions, self.as_of, str(file))
        with aside(file) as part:
            part.write_bytes(made.encode("utf-8"))
        return file
