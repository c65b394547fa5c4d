"""What stands twice: finding it, making one of two, and two again."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from stakeholder_graph.graph.base import OpenedGraph
from stakeholder_graph.model.aliases import MERGEABLE

if TYPE_CHECKING:
    from stakeholder_graph.duplicates.accept import Accepted
    from stakeholder_graph.duplicates.journal import Merged
    from stakeholder_graph.duplicates.merge import Merger
    from stakeholder_graph.duplicates.pairs import Found, Pair
    from stakeholder_graph.duplicates.undo import Parted


class Duplicates(OpenedGraph):
    """People, companies and organisations that may be one; nothing is ever merged unasked."""

    def duplicates(self, *, above: int | None = None, kinds: Collection[str] = MERGEABLE) -> Found:
        """Pairs that are likely to be one, with score and reasons; see `duplicates.find.find_duplicates`."""
        from stakeholder_graph.duplicates.find import find_duplicates

        return find_duplicates(self.records, above=above, labels=kinds)

    def accept_duplicates(
        self, above: int, *, kinds: Collection[str] = MERGEABLE, dry_run: bool = False
    ) -> Accepted:
        """Merge all pairs from a score on, in one transaction; those with nothing but a name are left."""
        from stakeholder_graph.duplicates.accept import accept
        from stakeholder_graph.duplicates.journal import next_number
        from stakeholder_graph.duplicates.who import Node, refuse_unlike
        from stakeholder_graph.errors import EntryRefused

        revision = self._read_anew()

        def sides_differ(pair: Pair) -> bool:
            ends = (Node(pair.label, end.id, end.name) for end in (pair.kept, pair.other))
            try:
                refuse_unlike(self.situation, self.records, *ends, anyway=False)
            except EntryRefused:
                return True
            return False

        pairs = self.duplicates(above=above, kinds=kinds).pairs
        number = next_number(self.merges())
        accepted = accept(self.records, pairs, sides_differ, self.as_of, revision, number)
        if accepted.merged and not dry_run:
            self.store.rewrite(accepted.change)
            self._read_anew()
        return accepted

    def merge(
        self, one: str, other: str, *, keep: str | None = None, anyway: bool = False, dry_run: bool = False
    ) -> Merger:
        """Make one of two people, companies or organisations, in one transaction; the first one is kept.

        `keep`: which of the two instead. `anyway`: also where only one of them is ours. Raises UnknownName
        and EntryRefused, and writes nothing, where they cannot be one; see `duplicates.merge.plan_merge`.
        """
        from stakeholder_graph.duplicates.journal import next_number
        from stakeholder_graph.duplicates.merge import plan_merge
        from stakeholder_graph.duplicates.who import find_node, refuse_unlike
        from stakeholder_graph.errors import EntryRefused

        revision = self._read_anew()
        kept, gone = (find_node(self.situation, self.records, text) for text in (one, other))
        refuse_unlike(self.situation, self.records, kept, gone, anyway=anyway)
        if keep is not None:
            wanted = find_node(self.situation, self.records, keep)
            if wanted.id not in (kept.id, gone.id):
                raise EntryRefused(keep, "is neither of the two", f"name {kept.id} or {gone.id}")
            kept, gone = (kept, gone) if wanted.id == kept.id else (gone, kept)
        number = next_number(self.merges())
        merger = plan_merge(self.records, kept.label, kept.id, gone.id, self.as_of, revision, number)
        if not dry_run:
            self.store.rewrite(merger.change)
            self._read_anew()
        return merger

    def merges(self) -> list[Merged]:
        """All merges that can be taken back, the first one first."""
        from stakeholder_graph.duplicates.journal import merges_in

        return merges_in(self.store.memos())

    def undo_merge(self, who: str, *, dry_run: bool = False) -> Parted:
        """Make two of one again: by the one that was merged, or the last one merged into somebody.

        Raises EntryRefused where there is no such merge, or a later one must be taken back first.
        """
        from stakeholder_graph.duplicates.undo import plan_undo
        from stakeholder_graph.duplicates.who import find_merge

        revision = self._read_anew()
        merges = self.merges()
        parted = plan_undo(self.records, merges, find_merge(merges, who), revision)
        if not dry_run:
            self.store.rewrite(parted.change)
            self._read_anew()
        return parted

    def _read_anew(self) -> int:
        """Forget what was read; the revision of what is read next."""
        self._forget()
        return self.store.revision
