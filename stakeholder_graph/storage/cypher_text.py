"""What can be seen in a Cypher text before anything runs it: its words, outside texts and comments."""

from __future__ import annotations

import re

from stakeholder_graph.errors import StorageError

# a text, a quoted name or a comment: what stands in it are no words of the language
HIDDEN = re.compile(
    r"""'(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" | `(?:[^`]|``)*` | //[^\n]* | /\*.*?\*/""",
    re.VERBOSE | re.DOTALL,
)
LOADS = re.compile(r"\bLOAD\s+CSV\b", re.IGNORECASE)
WHERE = "query"


def bare(text: str) -> str:
    """Return the text with blanks in the place of texts, quoted names and comments. O(length)."""
    return HIDDEN.sub(lambda found: " " * len(found[0]), text)


def check_single(text: str) -> None:
    """Refuse what no question needs: an empty text, several statements, and the reading of files.

    Raises StorageError before any engine has seen the text.
    """
    words = bare(text).strip().rstrip(";").rstrip()
    if not words:
        raise StorageError(WHERE, "there is nothing in it", "write Cypher that reads, as MATCH … RETURN …")
    if ";" in words:
        raise StorageError(WHERE, "these are several statements", "ask them one by one")
    if LOADS.search(words):
        raise StorageError(
            WHERE, "LOAD CSV reads files, which no question may", "bring the file in with import"
        )
