"""The texts of the catalogue under Cypher 25, as Neo4j's own checker reads them: lint.py FOLDER.

FOLDER is where `npm ci` has put the checker. Labels, types, properties and which node a relationship may
start or end at are those of the ontology. The checker takes seconds for each text, so a file in FOLDER tells
which texts were without fault before.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from stakeholder_graph.catalogue.find import PARTS, SUFFIX, find_queries
from stakeholder_graph.catalogue.query import Query, split, used_parameters
from stakeholder_graph.model.ontology import ontology
from stakeholder_graph.storage.readings import READ

QUERIES = Path(__file__).resolve().parents[2] / "queries"
CHECK = Path(__file__).with_name("check.mjs")


MAP_KEY = re.compile(r"[{,]\s*(\w+):(?!\w)")


class Text(NamedTuple):
    """A text to check, and the parameters that it may use."""

    name: str
    text: str
    parameters: list[str]


class Finding(NamedTuple):
    """`place` is the name of a text, or the file that the line stands in."""

    place: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.place}:{self.line}: {self.message}"


# Each line has one fault, and the checker must find it: else it checks nothing
WRONG = """MATCH (p:Persn)
MATCH (p)-[:WORKSFOR]->()
MATCH (c:Company)-[:WORKS_FOR]->(q:Person)
WHERE q.nme IS NOT NULL
  AND id(q) = $day
  AND exists(q.name)
  AND apoc.text.clean(q.name) = x
CALL { WITH c RETURN 1 AS one }
RETURN p, one"""
TOLD = {
    1: "Label Persn is not present",
    2: "Relationship type WORKSFOR is not present",
    3: "[:WORKS_FOR] has no incoming (:Company)",
    4: "nme is not present",
    5: "Parameter $day is not defined",
    6: "no longer supported",
    7: "Function apoc.text.clean is not present",
    8: "without a variable scope clause is deprecated",
}


def schema() -> dict[str, Any]:
    """The ontology in the form in which the checker wants a database described."""
    model = ontology()
    properties = {"id", *READ.values()}.union(
        *(node.properties for node in model.nodes.values()),
        *(tie.properties for tie in model.relationships.values()),
    )
    return {
        "labels": list(model.nodes),
        "relationshipTypes": list(model.relationships),
        "propertyKeys": sorted(properties),
        "graphSchema": [
            {"from": start, "relType": name, "to": end}
            for name, kind in model.relationships.items()
            for start in kind.starts
            for end in kind.ends
        ],
    }


def checked(place: Path, texts: Sequence[Text]) -> list[Finding]:
    """What the checker finds; the texts are shared out to as many checkers as there are cores."""
    cores = max(1, min(os.cpu_count() or 1, 4, len(texts)))
    with ThreadPoolExecutor(cores) as pool:
        shares = [texts[number::cores] for number in range(cores)]
        found = pool.map(lambda share: checked_by_one(place, share), shares)
        return [finding for some in found for finding in some]


def checked_by_one(place: Path, texts: Sequence[Text]) -> list[Finding]:
    asked = {"schema": schema(), "texts": [text._asdict() for text in texts]}
    done = subprocess.run(
        ["node", str(CHECK), str(place)],
        input=json.dumps(asked),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    if done.returncode:
        raise SystemExit(f"error: {CHECK.name}: {done.stderr.strip()}")
    keys = {text.name: set(MAP_KEY.findall(text.text)) for text in texts}
    return [
        Finding(one["name"], one["line"], one["message"])
        for one in json.loads(done.stdout)
        if not mistaken(one["message"], keys[one["name"]])
    ]


def mistaken(message: str, keys: set[str]) -> bool:
    """Whether the checker errs: it takes what stands in NOT EXISTS { } for the contrary, and says so with a
    "!" before the label; and it takes the keys of a map, made in the text itself, for properties.
    """
    return "(:!" in message or "[:!" in message or message.split(" is not present", 1)[0] in keys


def lines_of(query: Query, queries: Path = QUERIES) -> list[tuple[str, int]]:
    """File and line of every line of a query's text, whose parts stand in files of their own."""
    places: list[tuple[str, int]] = []
    file = queries / (query.name + SUFFIX)
    head, _ = split(query.name, file.read_text(encoding="utf-8"))
    used = [word.strip() for line in head["uses"] for word in line.split(",")]
    for one in (*(queries / PARTS / (name + SUFFIX) for name in used), file):
        content = one.read_text(encoding="utf-8").rstrip()
        _, text = split(one.stem, content)
        first = content[: len(content) - len(text)].count("\n") + 1
        name = one.relative_to(queries.parent).as_posix()
        places += [(name, first + number) for number in range(text.count("\n") + 1)]
    return places


def findings(place: Path) -> list[Finding]:
    """What is wrong in the catalogue, each fault once, however many queries use the part it stands in."""
    queries = {query.name: query for query in find_queries(QUERIES)}
    texts = [Text(query.name, query.text, used_parameters(query.text)) for query in queries.values()]
    marks = {text.name: mark_of(place, text) for text in texts}
    file = place / "faultless.txt"
    before = set(file.read_text(encoding="utf-8").split()) if file.is_file() else set()
    found = checked(place, [text for text in texts if marks[text.name] not in before])
    faulty = {one.place for one in found}
    file.write_text("\n".join(marks[name] for name in marks if name not in faulty), encoding="utf-8")
    told = (Finding(*lines_of(queries[one.place])[one.line - 1], one.message) for one in found)
    return sorted(set(told))


def mark_of(place: Path, text: Text) -> str:
    """What changes when anything changes that a finding depends on."""
    lock = (place / "package-lock.json").read_text(encoding="utf-8")
    parts = (lock, CHECK.read_text(encoding="utf-8"), json.dumps(schema()), *map(str, text))
    return sha256("\0".join(parts).encode()).hexdigest()


def unseen(place: Path) -> list[str]:
    """The faults of the wrong text that the checker does not find."""
    told = checked(place, [Text("wrong", WRONG, [])])
    return [
        words
        for line, words in TOLD.items()
        if not any(one.line == line and words in one.message for one in told)
    ]


def main() -> int:
    place = Path(sys.argv[1])
    if lacking := unseen(place):
        print(f"error: the checker no longer finds: {'; '.join(lacking)}", file=sys.stderr)
        return 1
    found = findings(place)
    print("\n".join(map(str, found)) or f"Cypher 25: {len(find_queries(QUERIES))} queries, no faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
