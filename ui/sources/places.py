"""Where a quote stands, as a link that the page can put on a marker or a button and read back.

A link carries a checksum of the quote. A file that was indexed anew since the answer was given may hold something
else at the same offsets, and a wrong highlight is worse than none.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from urllib.parse import quote as percent_encode
from urllib.parse import unquote as percent_decode

__all__ = ["Place"]

_LINK = re.compile(r"#quote/(\d{1,12})-(\d{1,12})-([0-9a-f]{8})/(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """A quote's place: characters ``start`` to ``end`` (half open) of the stored text of ``source``.

    Attributes:
        source: The path as indexed.
        start: Offset of the first character, in code points.
        end: Offset after the last character, in code points.
        checksum: CRC-32 of the quote in UTF-8, as eight lower-case hexadecimal digits.
    """

    source: str
    start: int
    end: int
    checksum: str

    @classmethod
    def of(cls, source: str, start: int, end: int, quote: str) -> Place:
        """Make the place of a quote whose text is known."""
        return cls(source, start, end, _checksum(quote))

    @classmethod
    def parse(cls, link: str) -> Place:
        """Read a link that :attr:`link` made.

        Raises:
            ValueError: The link is of another form.
        """
        match = _LINK.fullmatch(link)
        if match is None:
            raise ValueError(f"not a link to a quote: {link!r}")
        start, end, checksum, source = match.groups()
        return cls(percent_decode(source), int(start), int(end), checksum)

    @property
    def link(self) -> str:
        """The place as a fragment: letters, digits and ``#/-_.~%`` only, so it needs no escaping anywhere."""
        return f"#quote/{self.start}-{self.end}-{self.checksum}/{percent_encode(self.source, safe='')}"

    def holds_in(self, text: str) -> bool:
        """Whether the quote still stands here in this text."""
        return self.start < self.end <= len(text) and _checksum(text[self.start : self.end]) == self.checksum


def _checksum(quote: str) -> str:
    return f"{zlib.crc32(quote.encode()):08x}"
