"""Bytes to text: byte order marks, then UTF-8, then a guess from the bytes themselves."""

from __future__ import annotations

import codecs
import re

from rag.documents.builder import normalise_line_ends
from rag.documents.failures import binary

__all__ = ["decode"]

# The longer marks first: UTF-32's little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What text files of the last forty years are written in. EBCDIC and the DOS code pages are left out: in short
# texts they are taken for these far more often than they occur.
_CANDIDATES = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp932",
    "euc_jp",
    "iso2022_jp",
    "gb18030",
    "big5",
    "cp949",
    "koi8_r",
    "koi8_u",
]
_LATIN = frozenset({"cp1250", "cp1252", "cp1254", "cp1257"})

# Control characters that no text holds; tab, line ends, form feed and escape (ISO 2022) are text, NUL is
# judged apart.
_CONTROLS = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 1 << 16
_MAX_CONTROL_SHARE = 0.01
_UTF16_NUL_SHARE = 0.3
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"\x1f\x8b",
)


def decode(data: bytes, *, source: str, declared: str | None = None) -> str:
    """Decode a text file.

    Args:
        data: The file's bytes.
        source: The file, for errors.
        declared: An encoding that the file itself names, such as the charset of a web page.

    Returns:
        The text without its byte order mark, with line ends ``\\n`` and without NULs.

    Raises:
        ReadError: The bytes are no text, or text in no encoding known here.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, source)
    encoding = _utf16_without_mark(data)
    if encoding:
        return _strict(data, encoding, source)
    if _looks_binary(data):
        raise binary(source)
    for encoding in filter(None, ("utf-8", declared)):
        try:
            return normalise_line_ends(data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue  # a wrong declaration is common, and the bytes know better
    return normalise_line_ends(_guess(data, source))


def _strict(data: bytes, encoding: str, source: str) -> str:
    try:
        return normalise_line_ends(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise binary(source) from error


def _utf16_without_mark(data: bytes) -> str:
    """UTF-16 of Latin text has a NUL at every second byte: name its byte order, or nothing."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if not half or len(data) % 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > _UTF16_NUL_SHARE * half and not even:
        return "utf-16-le"
    if even > _UTF16_NUL_SHARE * half and not odd:
        return "utf-16-be"
    return ""


def _looks_binary(data: bytes) -> bool:
    if data.startswith(_MAGIC):
        return True
    sample = data[:_SAMPLE]
    suspicious = len(_CONTROLS.findall(sample)) + sample.count(0)
    # One stray NUL or control character does not make a note of two lines binary.
    return suspicious > max(2, _MAX_CONTROL_SHARE * len(sample))


def _guess(data: bytes, source: str) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  (only odd files need it)

    matches = list(from_bytes(data, cp_isolation=_CANDIDATES))
    if not matches:
        # Too little to judge by: a word or two. Windows-1252 contains Latin-1 and is by far the most common.
        return _strict(data, "cp1252", source)
    best = matches[0]
    if best.encoding in _LATIN:
        # Among code pages for Latin letters a few accents decide nothing; a tie goes to the most common.
        best = next((match for match in matches if match.encoding == "cp1252" and match.chaos <= best.chaos), best)
    return _strict(data, best.encoding, source)
