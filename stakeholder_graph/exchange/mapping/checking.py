"""Looking into a mapping file: unknown keys and wrong values are refused with the nearest name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from stakeholder_graph.errors import ImportRefused


@dataclass(frozen=True)
class Checked:
    """One table of a mapping file, and where it stands."""

    content: Mapping[str, Any]
    where: str
    path: str = ""

    def refuse(self, what: str, next_step: str) -> NoReturn:
        """Raise ImportRefused with the place of this table."""
        raise ImportRefused(self.where, f"[{self.path}] {what}" if self.path else what, next_step)

    def nearest(self, name: str, known: Collection[str]) -> str | None:
        """The known name that looks most like this one."""
        from rapidfuzz import fuzz, process  # only where a name is wrong

        found = process.extractOne(name, known, processor=str.casefold, scorer=fuzz.ratio, score_cutoff=55)
        return str(found[0]) if found else None

    def only(self, known: Collection[str]) -> None:
        """Refuse a key that nobody knows, naming the nearest."""
        for key in self.content:
            if key not in known:
                near = self.nearest(key, known)
                hint = f"did you mean {near}?" if near else f"known are {', '.join(known)}"
                self.refuse(f"unknown key {key!r}", hint)

    def any_table(self, key: str) -> Checked:
        """The table under this key, whatever its keys; an empty one where there is none."""
        value = self.content.get(key, {})
        if not isinstance(value, Mapping):
            self.refuse(f"{key} must be a table", f"write [{self._below(key)}]")
        return Checked(value, self.where, self._below(key))

    def table(self, key: str, known: Collection[str]) -> Checked:
        """The table under this key, which may have only these keys."""
        found = self.any_table(key)
        found.only(known)
        return found

    def tables(self, key: str, known: Collection[str]) -> list[Checked]:
        """The list of tables under this key, which may have only these keys."""
        entries = self.content.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
            self.refuse(f"{key} must be a list of tables", f'write {key} = [{{ column = "…", is = "true" }}]')
        found = [Checked(entry, self.where, self._below(key)) for entry in entries]
        for entry in found:
            entry.only(known)
        return found

    def text(self, key: str, default: str | None = None) -> str:
        """The text under this key; refused where it is missing without a default."""
        value = self.content.get(key, default)
        if not isinstance(value, str):
            self.refuse(f"{key!r} must be a text", f'write {key} = "…"')
        return value

    def truth(self, key: str, default: bool) -> bool:
        """True or false under this key."""
        value = self.content.get(key, default)
        if not isinstance(value, bool):
            self.refuse(f"{key!r} must be true or false", f"write {key} = true")
        return value

    def pattern(self, key: str, default: str) -> str:
        """The regular expression under this key, which must be one."""
        text = self.text(key, default)
        try:
            re.compile(text)
        except re.error as error:
            self.refuse(f"{key} = {text!r} is no regular expression ({error})", "correct it, or leave it out")
        return text

    def some_of(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        """The texts under this key, all of which must be among those allowed."""
        for text in self.texts(key):
            Checked({key: text}, self.where, self.path).one_of(key, allowed)
        return self.texts(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """One or several texts under this key; none where it is missing."""
        value = self.content.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(text, str) and text for text in values):
            self.refuse(f"{key!r} must be a text or a list of texts", f'write {key} = ["…"]')
        return tuple(values)

    def lists(self, key: str) -> list[tuple[str, ...]]:
        """A list of texts, or a list of such lists."""
        value = self.content.get(key, [])
        if isinstance(value, list) and value and all(isinstance(entry, str) for entry in value):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(entry, list) and entry for entry in value):
            self.refuse(f"{key!r} must be a list of names of columns", f'write {key} = [["…", "…"]]')
        return [Checked({key: entry}, self.where, self.path).texts(key) for entry in value]

    def one_of(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """The text under this key, which must be one of those allowed."""
        value = self.text(key, default)
        if value not in allowed and not (key not in self.content and value == default):
            near = self.nearest(value, allowed)
            hint = f"did you mean {near}?" if near else f"write one of {', '.join(allowed)}"
            self.refuse(f"{key} = {value!r} is not known", hint)
        return value

    def _below(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key
