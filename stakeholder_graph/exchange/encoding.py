"""From the bytes of a file to its text, whatever program wrote them."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from stakeholder_graph.errors import ImportRefused

# The UTF-32 marks stand first: the little-endian one begins with the UTF-16 mark.
MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
# Which bytes of each four are zero in plain Latin text.
ZERO_BYTES = {
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
}
SAVE_AS_UTF8 = "save the file as 'CSV UTF-8' and import that"


class Remark(NamedTuple):
    """Something that the reader of a file should know: what it is, and what to do about it."""

    problem: str
    hint: str


class Decoded(NamedTuple):
    """The text of a file, how it was written, and what is odd about that."""

    text: str
    encoding: str
    remarks: tuple[Remark, ...] = ()


def decode(data: bytes, file: str, *, complete: bool = True) -> Decoded:
    """Read the characters of a file: by its byte order mark, else as UTF-8, else as Windows-1252.

    Parameters
    ----------
    data: the bytes; `complete` is False when they are only the beginning of the file.
    file: its name for the error.

    Raises ImportRefused when the bytes are no text (a picture, a program). One pass over the bytes.
    """
    for mark, encoding in MARKS:
        if not data.startswith(mark):
            continue
        # FF FE 00 00 may also be the mark of UTF-16 before UTF-32 text of the other byte order.
        if len(mark) < 4 or _strictly(data[len(mark) :], encoding, complete) is not None:
            return _without_zeros(_behind_mark(data[len(mark) :], encoding, complete))
    unmarked = _by_zero_bytes(data)
    text = _strictly(data, unmarked, complete) if unmarked else None
    if unmarked and text is not None:
        remark = Remark(f"no byte order mark; read as {unmarked}", SAVE_AS_UTF8)
        return _without_zeros(Decoded(text, unmarked, (remark,)))
    text = _strictly(data, "utf-8", complete)
    if text is not None:
        return _without_zeros(Decoded(text, "utf-8"))
    if b"\x00" in data:
        raise ImportRefused(file, "this is not a table of text", "export it as CSV or .xlsx and import that")
    remark = Remark("not UTF-8; read as Windows-1252", f"if umlauts look wrong, {SAVE_AS_UTF8}")
    return _with_lost(Decoded(data.decode("cp1252", errors="replace"), "cp1252", (remark,)))


def _behind_mark(data: bytes, encoding: str, complete: bool) -> Decoded:
    text = _strictly(data, encoding, complete)
    if encoding.startswith("utf-16") and (text is None or "\x00" in text):
        # Some exporters put the two-byte mark of UTF-16 before UTF-32 text, even of the other byte order.
        own = encoding.replace("16", "32")
        for wider in (own, *({"utf-32-le", "utf-32-be"} - {own})):
            wide_text = _strictly(data, wider, complete)
            if wide_text is not None:
                return Decoded(wide_text, wider)
    if text is not None:
        return Decoded(text, encoding)
    if encoding == "utf-8-sig":
        text = data.decode("utf-8", errors="stakeholder_graph.cp1252")
        return _with_lost(Decoded(text, encoding, (Remark("partly not UTF-8", SAVE_AS_UTF8),)))
    return _with_lost(Decoded(data.decode(encoding, errors="replace"), encoding))


def _strictly(data: bytes, encoding: str, complete: bool) -> str | None:
    # The incremental decoder forgives a character cut in two at the end of a beginning.
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, complete)
    except UnicodeDecodeError:
        return None


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Read only the bad bytes of UTF-8 as Windows-1252: somebody pasted that into it."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("stakeholder_graph.cp1252", _as_cp1252)


def _by_zero_bytes(data: bytes) -> str | None:
    head = data[:4096]
    if b"\x00" not in head:
        return None
    shares = [head[start::4].count(0) / max(len(head[start::4]), 1) for start in range(4)]
    if any(0.1 < share < 0.5 for share in shares):
        return None
    first, second, third, fourth = (share >= 0.5 for share in shares)
    return ZERO_BYTES.get((first, second, third, fourth))


def _without_zeros(decoded: Decoded) -> Decoded:
    text, encoding, remarks = decoded
    text = text.lstrip("\ufeff")
    if "\x00" not in text:
        return Decoded(text, encoding, remarks)
    remark = Remark(
        f"{text.count(chr(0))} NUL characters were left out", "the export may be damaged: look at it"
    )
    return Decoded(text.replace("\x00", ""), encoding, (*remarks, remark))


def _with_lost(decoded: Decoded) -> Decoded:
    lost = decoded.text.count("\ufffd")
    if not lost:
        return decoded
    remark = Remark(f"{lost} characters cannot be read and are shown as \ufffd", SAVE_AS_UTF8)
    return decoded._replace(remarks=(*decoded.remarks, remark))
