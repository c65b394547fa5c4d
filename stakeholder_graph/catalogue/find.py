"""Finding the queries: in the installed package, or beside it in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from stakeholder_graph.catalogue.query import Query, parse
from stakeholder_graph.errors import QueryError
from stakeholder_graph.resources import folder

SUFFIX = ".cypher"
PARTS = "parts"


def find_queries(place: Path | None = None) -> tuple[Query, ...]:
    """All queries of the catalogue, by topic and name; of another folder if `place` names one.

    QueryError for the first that is written wrongly. O(files).
    """
    return _read(place or folder("queries"))


@cache
def _read(place: Path) -> tuple[Query, ...]:
    def part(name: str) -> str:
        try:
            return (place / PARTS / (name + SUFFIX)).read_text(encoding="utf-8")
        except OSError as error:
            raise QueryError(f"queries/{PARTS}/{name}", "there is no such part", "see // uses:") from error

    files = {file.relative_to(place).with_suffix("").as_posix(): file for file in place.glob(f"*/*{SUFFIX}")}
    return tuple(
        parse(name, files[name].read_text(encoding="utf-8"), part)
        for name in sorted(files)
        if not name.startswith(f"{PARTS}/")
    )


def find_query(name: str) -> Query:
    """The query of this name; its topic may be left out where no other has the same name.

    QueryError names the nearest ones.
    """
    queries = {query.name: query for query in find_queries()}
    wanted = name.strip().removesuffix(SUFFIX)
    fitting = [wanted] if wanted in queries else [one for one in queries if one.split("/")[1] == wanted]
    if len(fitting) == 1:
        return queries[fitting[0]]
    if fitting:
        raise QueryError(f"query {name}", "several have this name", f"take one of {', '.join(fitting)}")
    from rapidfuzz import process  # only where a name is wrong

    near = [hit for hit, _, _ in process.extract(wanted, list(queries), limit=3, score_cutoff=55)]
    advice = f"did you mean {' or '.join(near)}?" if near else "`queries` lists all"
    raise QueryError(f"query {name}", "there is no such query", advice)


def search_queries(words: str) -> tuple[Query, ...]:
    """The queries in whose name or question, in either language, all these words begin or stand."""
    wanted = words.casefold().split()

    def told(query: Query) -> str:
        texts = (query.name, query.title, query.title_de, query.about, query.about_de)
        return " ".join(texts).casefold().replace("-", " ")

    return tuple(
        query for query in find_queries() if all(word.replace("-", " ") in told(query) for word in wanted)
    )
