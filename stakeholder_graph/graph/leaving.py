"""What one person is to us, and what breaks without them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stakeholder_graph.graph.base import OpenedGraph

if TYPE_CHECKING:
    from stakeholder_graph.analysis.departure import Departure
    from stakeholder_graph.analysis.person_file import PersonFile


class Leaving(OpenedGraph):
    """One person, and the day on which they leave."""

    def person(self, who: str) -> PersonFile:
        """Everything on one person: profile, jobs, roles, care, contacts, interim reports, gaps.

        `who`: id, name or a part of it; UnknownName names the nearest or the candidates.
        """
        from stakeholder_graph.analysis.names import find_person
        from stakeholder_graph.analysis.person_file import person_file
        from stakeholder_graph.gaps.of_person import gaps_of

        number = find_person(self.situation, who)
        return person_file(self.situation, number, gaps_of(self.situation, self.found, number))

    def leaves(self, who: str) -> Departure:
        """What breaks when somebody leaves, one of ours or one of theirs: gaps, threads, who could follow.

        Everything that lasts of them ends the day before the as-of date, in thought; nothing is written.
        UnknownName for nobody or several; StakeholderGraphError for somebody who has left already.
        """
        from stakeholder_graph.analysis.departure import find_departure
        from stakeholder_graph.analysis.names import find_person

        return find_departure(self.situation, self.records, find_person(self.situation, who), self.found)

    def handover(self, who: str, file: Path, *, language: str = "en") -> Path:
        """Write the handover sheet of one of ours: one printable page on all whom somebody takes over.

        StakeholderGraphError for one of theirs, who hands nothing over, and where the file cannot be written.
        """
        from stakeholder_graph.pages.folder import write_sheet

        return write_sheet(file, self.handover_page(who, language=language))

    def handover_page(self, who: str, *, language: str = "en") -> str:
        """The handover sheet of one of ours as the text of an HTML page."""
        from stakeholder_graph.pages.handover import handover
        from stakeholder_graph.pages.handover_data import handover_data

        return handover(handover_data(self.situation, self.leaves(who), language=language))
