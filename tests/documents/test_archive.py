from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest

from rag.documents import Limits
from rag.errors import ReadError
from tests.documents.making import archive, members, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NAMES = ["a.docx", "a.pptx", "a.xlsx"]


@pytest.mark.parametrize("name", NAMES)
def test_password(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, name, OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"))
    assert caught.value.reason == "the file is encrypted"


@pytest.mark.parametrize("name", NAMES)
def test_format_of_before_2007(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, name, OLE + b"\0" * 500)
    assert caught.value.reason == "the file is in an Office format of before 2007, whatever its name says"


@pytest.mark.parametrize("name", [*NAMES, "a.epub"])
def test_bomb_is_not_unpacked(tmp_path: Path, name: str) -> None:
    data = archive({"word/document.xml": b"0" * (5 << 20)})
    assert len(data) < 10_000
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, name, data, Limits(max_file_bytes=1 << 20))
    assert caught.value.reason == "the file is too large: it unpacks to 5.0 MiB (the limit is 4.0 MiB)"


@pytest.mark.parametrize("name", [*NAMES, "a.epub"])
def test_encrypted_members(tmp_path: Path, name: str) -> None:
    data = bytearray(archive({"a": "words"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the general purpose flags of the central directory
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, name, bytes(data))
    assert caught.value.reason == "the file is encrypted"


def test_document_types_are_refused_in_office_files(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Words.")
    buffer = io.BytesIO()
    document.save(buffer)
    parts = members(buffer.getvalue())
    parts["docProps/core.xml"] = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, "a.docx", archive(parts))
    assert caught.value.reason == "the file is damaged, cut off, or no Word document at all"
