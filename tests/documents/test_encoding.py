from __future__ import annotations

import pytest

from rag.documents.encoding import decode
from rag.errors import ReadError

FRENCH = "Le café est fermé. Señor Núñez llegó ayer à Genève.\n"
QUOTES = "The government’s decision — “a gesture” — frees 80 prisoners.\n"
JAPANESE = "政治犯の釈放が発表された。八十人が自由になった。\n"
RUSSIAN = "Правительство освободило восемьдесят заключённых.\n"
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy.\n"
CHINESE = "政府宣布释放八十名政治犯。\n"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", FRENCH + JAPANESE),
        ("utf-8-sig", FRENCH),
        ("utf-16", JAPANESE),
        ("utf-32", RUSSIAN),
        ("utf-16-le", FRENCH),
        ("utf-16-be", FRENCH),
        ("latin-1", FRENCH),
        ("latin-1", "Café"),
        ("cp1252", QUOTES),
        ("cp1250", CZECH),
        ("cp1251", RUSSIAN),
        ("shift_jis", JAPANESE),
        ("euc_jp", JAPANESE),
        ("gb18030", CHINESE),
    ],
)
def test_decodes(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), source="a.txt") == text


def test_line_ends_become_one_and_nuls_leave() -> None:
    assert decode(b"one\r\ntwo\rthr\0ee\n", source="a.txt") == "one\ntwo\nthree\n"


def test_text_is_not_normalised() -> None:
    text = "cafe\u0301 \u00a0ﬁne …\u200b\f\tend"
    assert decode(text.encode(), source="a.txt") == text


def test_declared_encoding_is_used_where_it_fits() -> None:
    assert decode("Łódź".encode("iso8859_2"), source="a.html", declared="iso-8859-2") == "Łódź"
    assert decode(FRENCH.encode("latin-1"), source="a.html", declared="no-such-charset") == FRENCH


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        b"%PDF-1.7 renamed",
        bytes(range(256)) * 20,
        b"\xff\xfeodd",
        b"\xef\xbb\xbf\xff\xfe\xfa",
        b"\0" * 999,
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data, source="a.txt")
    assert caught.value.reason == "the file is binary, or text in an unknown encoding"
