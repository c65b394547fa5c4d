"""What goes wrong with files on their way: cut off, garbled, edited by hand, or made to do harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from random import Random

from tests.strategies import NASTY

Mutation = Callable[[bytes, Random], bytes]
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODD = (
    *NASTY,
    "9999-99-99",
    "31.02.2024",
    "1e999",
    "-1",
    "nan",
    "inf",
    "0",
    "#REF!",
    "1,234.5.6",
    "\ufeff",
    "\u2028",
)
LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha">'
    b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
    b'<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">'
    b'<!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;">'
    b'<!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;"><!ENTITY out SYSTEM "hostname">]>'
)


def _lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True) or [b""]


def truncate(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def other_encoding(data: bytes, random: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    name = random.choice(
        ["utf-16", "utf-16-le", "utf-32", "cp1252", "cp850", "mac-roman", "utf-8-sig", "utf-7"]
    )
    return text.encode(name, "replace")


def lying_mark(data: bytes, random: Random) -> bytes:
    return random.choice([b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\x00\x00"]) + data


def other_counts(data: bytes, random: Random) -> bytes:
    lines = _lines(data)
    for _ in range(random.randint(1, 4)):
        place, sign = random.randrange(len(lines)), random.choice([b",", b";", b"\t"])
        line = lines[place]
        lines[place] = (
            line.replace(sign, b"", 1) if random.random() < 0.5 else sign * random.randint(1, 9) + line
        )
    return b"".join(lines)


def nul_bytes(data: bytes, random: Random) -> bytes:
    for _ in range(random.randint(1, 5)):
        place = random.randrange(len(data) + 1)
        data = data[:place] + b"\0" * random.randint(1, 3) + data[place:]
    return data


def swapped_separators(data: bytes, random: Random) -> bytes:
    one, other = random.sample([b",", b";", b"\t", b"|", b"\n"], 2)
    if random.random() < 0.5:
        lines = _lines(data)
        place = random.randrange(len(lines))
        return b"".join([*lines[:place], *(line.replace(one, other) for line in lines[place:])])
    return data.replace(one, b"\x01").replace(other, one).replace(b"\x01", other)


def broken_quotes(data: bytes, random: Random) -> bytes:
    for _ in range(random.randint(1, 4)):
        place = random.randrange(len(data) + 1)
        data = data[:place] + random.choice([b'"', b'""', b"'", b'",', b'"\n']) + data[place:]
    return data


def repeated_rows(data: bytes, random: Random) -> bytes:
    lines = _lines(data)
    for _ in range(random.randint(1, 5)):
        lines.insert(random.randrange(len(lines) + 1), random.choice(lines))
    return b"".join(lines)


def huge_cell(data: bytes, random: Random) -> bytes:
    place = random.randrange(len(data) + 1)
    return (
        data[:place]
        + random.choice([b"x", b'"', b",", b" ", b"\xc3\xa4"]) * random.choice([999, 50_000])
        + data[place:]
    )


def deleted_columns(data: bytes, random: Random) -> bytes:
    sign = b";" if data[:200].count(b";") > data[:200].count(b",") else b","
    rows = [line.rstrip(b"\r\n").split(sign) for line in _lines(data)]
    gone = {random.randrange(len(rows[0])) for _ in range(random.randint(1, 3))}
    return b"\n".join(sign.join(cell for place, cell in enumerate(row) if place not in gone) for row in rows)


def odd_cells(data: bytes, random: Random) -> bytes:
    sign = b";" if data[:200].count(b";") > data[:200].count(b",") else b","
    rows = [line.rstrip(b"\r\n").split(sign) for line in _lines(data)]
    for _ in range(random.randint(1, 8)):
        row = random.choice(rows)
        odd = random.choice(ODD).encode("utf-8", "surrogatepass")
        row[random.randrange(len(row))] = (
            b'"' + odd.replace(b'"', b'""') + b'"' if random.random() < 0.7 else odd
        )
    return b"\n".join(sign.join(row) for row in rows)


def swapped_cells(data: bytes, random: Random) -> bytes:
    sign = b";" if data[:200].count(b";") > data[:200].count(b",") else b","
    rows = [line.rstrip(b"\r\n").split(sign) for line in _lines(data)]
    for _ in range(random.randint(1, 6)):
        one, other = random.choice(rows), random.choice(rows)
        a, b = random.randrange(len(one)), random.randrange(len(other))
        one[a], other[b] = other[b], one[a]
    return b"\n".join(sign.join(row) for row in rows)


def flipped_bytes(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 12)):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def nearly_nothing(data: bytes, random: Random) -> bytes:
    return random.choice([b"", b"\n", b"\xef\xbb\xbf", b",", b'"', b"\0", _lines(data)[0], b"\n" * 500])


def odd_lines(data: bytes, random: Random) -> bytes:
    sign = random.choice([b"\r", b"\r\n", b"\n\n", b"\r\r\n", b"\x0b", b"\x85"])
    return (
        data.replace(b"\n", sign)
        if random.random() < 0.5
        else data.replace(b"\n", sign, random.randint(1, 3))
    )


def old_office(data: bytes, random: Random) -> bytes:
    return OLD_OFFICE + data[: random.randrange(len(data) + 1)]


def _with_member(data: bytes, name: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """The workbook with one of its parts changed, or without it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            changed = change(content) if member == name else content
            if changed is not None:
                new.writestr(member, changed)
    return out.getvalue()


def _any_member(data: bytes, random: Random) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return random.choice(archive.namelist())


def part_gone(data: bytes, random: Random) -> bytes:
    return _with_member(data, _any_member(data, random), lambda _: None)


def part_damaged(data: bytes, random: Random) -> bytes:
    change = random.choice([truncate, flipped_bytes, nul_bytes])
    return _with_member(data, _any_member(data, random), lambda content: change(content, random))


def entities(data: bytes, random: Random) -> bytes:
    use = random.choice([b"&h;", b"&out;"])

    def change(content: bytes) -> bytes:
        start = content.find(b"?>") + 2 if content.startswith(b"<?xml") else 0
        body = content[start:].replace(b"</t>", use + b"</t>", 3)
        return content[:start] + LAUGHS + body

    return _with_member(
        data, random.choice(["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"]), change
    )


def bomb(data: bytes, random: Random) -> bytes:
    size = random.choice([1_000_000, 150_000_000])
    fill = random.choice([b" ", b"<row/>", b"x"])
    return _with_member(
        data, "xl/worksheets/sheet1.xml",
        lambda content: content.replace(b"</sheetData>", fill * (size // len(fill)) + b"</sheetData>"),
    )  # fmt: skip


def far_away(data: bytes, random: Random) -> bytes:
    """A cell at the end of the world: whoever fills the rows before it never comes back."""
    row = random.choice([b"1048576", b"99999999999", b"-4", b"x"])
    cell = random.choice([b"A", b"XFD", b"ZZZZZZZ"])
    more = b'<row r="%s"><c r="%s%s" t="str"><v>far</v></c></row></sheetData>' % (row, cell, row)
    return _with_member(
        data, "xl/worksheets/sheet1.xml", lambda content: content.replace(b"</sheetData>", more)
    )


OF_TEXTS: tuple[Mutation, ...] = (
    truncate, other_encoding, lying_mark, other_counts, nul_bytes, swapped_separators, broken_quotes,
    repeated_rows, huge_cell, deleted_columns, odd_cells, swapped_cells, flipped_bytes, nearly_nothing,
    odd_lines, old_office,
)  # fmt: skip
OF_WORKBOOKS: tuple[Mutation, ...] = (
    truncate, flipped_bytes, nul_bytes, old_office, part_gone, part_damaged, entities, bomb, far_away,
)  # fmt: skip


def mutated(data: bytes, random: Random) -> tuple[bytes, list[str]]:
    """The file after one to three mishaps, and what they are called."""
    if data.startswith(b"PK"):
        change = random.choice(OF_WORKBOOKS)
        return change(data, random), [change.__name__]
    names = []
    for _ in range(random.choice([1, 1, 2, 3])):
        change = random.choice(OF_TEXTS)
        data = change(data, random)
        names.append(change.__name__)
    return data, names
