"""Files in which a whole graph is kept on this computer: written whole, or not; read by their owner only.

One folder a state of a database: `contents.json`, which says of what it is and how each file must be, and an
Arrow file for each kind that has rows.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import secrets
import shutil
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from stakeholder_graph.model.ontology import Ontology
from stakeholder_graph.model.records import Records, node_schema, relationship_schema
from stakeholder_graph.storage.statements import TITLE_READING

CONTENTS = "contents.json"
FORM = 1  # of these files; another number is not read
READINGS = "title_readings"  # no kind of the ontology is written in small letters
FOR_ME_ALONE = 0o700, 0o600


@dataclass(frozen=True)
class Kept:
    """A whole graph, and what the job titles in it were read as."""

    records: Records
    readings: pl.DataFrame


def write_kept(place: Path, about: Mapping[str, str], kept: Kept) -> None:
    """Keep this in a folder of its own, in place of whatever stands there. OSError where that is refused."""
    unfinished = place.with_name(f"{place.name}.{secrets.token_hex(4)}.part")
    unfinished.mkdir(FOR_ME_ALONE[0])
    try:
        tables = {**kept.records.nodes, **kept.records.relationships, READINGS: kept.readings}
        digests = {
            name: _write(unfinished / f"{name}.arrow", table)
            for name, table in tables.items()
            if table.height
        }
        contents = {"form": FORM, "about": dict(about), "files": digests}
        _write_bytes(unfinished / CONTENTS, json.dumps(contents).encode())
        shutil.rmtree(place, ignore_errors=True)
        unfinished.rename(place)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def read_kept(place: Path, about: Mapping[str, str], model: Ontology) -> Kept | None:
    """What is kept there, if it is of this very database and whole; else None. O(rows)."""
    try:
        contents = json.loads((place / CONTENTS).read_bytes())
        if (contents["form"], contents["about"]) != (FORM, dict(about)):
            return None
        digests = dict(contents["files"])
        nodes = {label: _read(place, label, digests, node_schema(label, model)) for label in model.nodes}
        ties = {
            name: _read(place, name, digests, relationship_schema(name, model))
            for name in model.relationships
        }
        readings = _read(place, READINGS, digests, TITLE_READING.schema)
    except (OSError, ValueError, LookupError, TypeError, pl.exceptions.PolarsError):
        return None
    if digests.keys() - nodes.keys() - ties.keys() - {READINGS}:
        return None  # kinds that this ontology does not know
    return Kept(Records(nodes, ties), readings)


def remove_others(place: Path) -> None:
    """Remove what is kept of other states of the same database, and what another program left unfinished."""
    for other in place.parent.iterdir():
        if other.name != place.name:
            shutil.rmtree(other, ignore_errors=True)


def make_private(folder: Path) -> None:
    """Make a folder that nobody else can look into; OSError where it is another user's or a link."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(FOR_ME_ALONE[0], exist_ok=True)
    found = folder.lstat()
    owner = getattr(os, "getuid", lambda: found.st_uid)()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
        raise PermissionError(f"{folder} belongs to somebody else")
    folder.chmod(FOR_ME_ALONE[0])


def files_in(folder: Path) -> Iterator[Path]:
    """All files in a folder and in those under it, links not followed."""
    for parent, _, names in os.walk(folder):
        yield from (Path(parent) / name for name in names)


def _write(file: Path, table: pl.DataFrame) -> str:
    written = io.BytesIO()
    table.write_ipc(written, compression="lz4")
    content = written.getvalue()
    _write_bytes(file, content)
    return _digest(content)


def _write_bytes(file: Path, content: bytes) -> None:
    with open(file, "xb", opener=_for_me_alone) as opened:
        opened.write(content)


def _for_me_alone(name: str, flags: int) -> int:
    return os.open(name, flags, FOR_ME_ALONE[1])


def _read(
    place: Path, name: str, digests: Mapping[str, Any], schema: Mapping[str, pl.DataType]
) -> pl.DataFrame:
    """One table; ValueError where its file is not the one that was written or has other columns."""
    if name not in digests:
        return pl.DataFrame(schema=dict(schema))
    content = (place / f"{name}.arrow").read_bytes()
    if _digest(content) != digests[name]:
        raise ValueError(f"{name} is damaged")
    table = pl.read_ipc(io.BytesIO(content))
    if dict(table.schema) != dict(schema):
        raise ValueError(f"{name} has other columns")
    return table


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
