"""One query of the catalogue: its head in `// key: value` lines, its parameters, and its text."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from stakeholder_graph.errors import QueryError
from stakeholder_graph.storage.cypher_text import bare

Kind = Literal[
    "text", "texts", "number", "integer", "boolean", "date", "tier", "account", "person", "any", "table"
]
KINDS: tuple[str, ...] = get_args(Kind)
AS_OF = "as_of"
ONCE = ("title", "title_de", "about", "about_de", "returns")
SEVERAL = ("parameter", "uses")
LINE = re.compile(r"// ?([a-z_]+): *(.*)")
DECLARED = re.compile(r"(\w+) +(\w+)(?: *= *(.+))?")
POLICY = re.compile(r"policy ([\w.]+)")
USED = re.compile(r"\$(\w+)")
NO_DEFAULT = object()


@dataclass(frozen=True)
class Parameter:
    """A value that a question needs. Without default it must be given.

    `policy`: the key of the care policy whose value it takes when none is given. Kind "table" is a part of
    the policy, which nobody types; "any" is taken as what it looks like: a number, a day, a text.
    """

    name: str
    kind: Kind
    default: Any = field(default=NO_DEFAULT, compare=False)
    policy: str = ""

    @property
    def is_required(self) -> bool:
        return self.default is NO_DEFAULT and not self.policy


@dataclass(frozen=True)
class Query:
    """A question with its Cypher. `name` is topic/name; `returns` are the columns of the answer."""

    name: str
    title: str
    title_de: str
    about: str
    about_de: str
    parameters: tuple[Parameter, ...]
    returns: tuple[str, ...]
    text: str

    @property
    def topic(self) -> str:
        return self.name.partition("/")[0]

    def question(self, language: str) -> str:
        """The question as a key account manager asks it."""
        return self.title_de if language == "de" else self.title

    def explanation(self, language: str) -> str:
        """What is counted and what is not, where the question leaves that open; may be empty."""
        return self.about_de if language == "de" else self.about

    @property
    def uses_day(self) -> bool:
        """Whether the answer depends on the day on which things are seen."""
        return AS_OF in used_parameters(self.text)


def used_parameters(text: str) -> list[str]:
    """The parameters that a text names, each once, in their order."""
    return list(dict.fromkeys(USED.findall(bare(text))))


def parse(name: str, file_text: str, part: Callable[[str], str]) -> Query:
    """Read a query file. `part` gives the text of a part, which is put before the query that uses it.

    QueryError where the head is wrong, or names other parameters than the text: undeclared ones and unused
    ones both.
    """
    head, text = split(name, file_text)
    declared = list(_parameters(name, head["parameter"]))
    for used in reversed([word.strip() for line in head["uses"] for word in line.split(",")]):
        part_head, part_text = split(f"parts/{used}", part(used))
        declared = [*_parameters(f"parts/{used}", part_head["parameter"]), *declared]
        text = f"{part_text}\n{text}"
    parameters = tuple({one.name: one for one in declared}.values())
    _check_parameters(name, {one.name for one in parameters}, set(used_parameters(text)))
    lacking = [key for key in ("title", "title_de", "returns") if not head[key]]
    if lacking:
        raise QueryError(name, f"its head lacks {', '.join(lacking)}", f"add a line // {lacking[0]}: …")
    once = {key: " ".join(head[key]) for key in ONCE}
    returns = tuple(column.strip() for column in once.pop("returns").split(","))
    return Query(name=name, parameters=parameters, returns=returns, text=text, **once)


def declared_in(text: str) -> list[Parameter]:
    """The parameters that a text declares in lines `// parameter: …` above its first line of Cypher."""
    lines = itertools.takewhile(lambda line: not line or line.startswith("//"), text.strip().split("\n"))
    found = (LINE.fullmatch(line.rstrip()) for line in lines)
    return _parameters("query", [match[2].strip() for match in found if match and match[1] == "parameter"])


def split(name: str, file_text: str) -> tuple[dict[str, list[str]], str]:
    """The lines of the head by their keys, and the text below it."""
    head: dict[str, list[str]] = {key: [] for key in (*ONCE, *SEVERAL)}
    lines = file_text.strip().split("\n")
    last = ""
    while lines and lines[0].startswith("//"):
        line = lines.pop(0).rstrip()
        found = LINE.fullmatch(line)
        if found and found[1] in head:
            last = found[1]
            if last in ONCE and head[last]:
                raise QueryError(name, f"its head has two lines {last}", "leave one")
            head[last].append(found[2].strip())
        elif line.startswith("//  ") and last:
            head[last][-1] += " " + line[2:].strip()
        else:
            raise QueryError(
                name, f"its head has the line {line!r}", f"begin it with one of {', '.join(head)}"
            )
    return head, "\n".join(lines).strip()


def _parameters(name: str, lines: list[str]) -> list[Parameter]:
    """The parameters that lines declare as `name kind`, `name kind = value` or `name kind = policy key`."""
    found = []
    for line in lines:
        match = DECLARED.fullmatch(line)
        if match is None or match[2] not in KINDS or match[1] == AS_OF:
            advice = f"write name kind = default, with a kind of {', '.join(KINDS)}; {AS_OF} is always there"
            raise QueryError(name, f"this declares no parameter: {line}", advice)
        policy = POLICY.fullmatch(match[3] or "")
        try:
            default = NO_DEFAULT if policy or not match[3] else json.loads(match[3])
        except json.JSONDecodeError as error:
            advice = 'write it as JSON: null, 3, "A", ["a", "b"]; or as policy observed.window_days'
            raise QueryError(name, f"the default of {match[1]} is no value: {match[3]}", advice) from error
        kind: Kind = match[2]  # type: ignore[assignment]  # it is one of KINDS
        found.append(Parameter(match[1], kind, default, policy[1] if policy else ""))
    return found


def _check_parameters(name: str, declared: set[str], used: set[str]) -> None:
    undeclared, unused = sorted(used - declared - {AS_OF}), sorted(declared - used)
    if undeclared:
        raise QueryError(
            name, f"it uses ${', $'.join(undeclared)}, which its head does not declare", "declare it"
        )
    if unused:
        raise QueryError(name, f"it declares {', '.join(unused)} and never uses it", "take it out")
