"""Zip-based files (docx, pptx, xlsx, epub): what is checked before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from rag.documents.failures import damaged, damaged_on_error, encrypted, old_office, unpacks_too_large

if TYPE_CHECKING:
    from rag.documents.limits import Limits

__all__ = ["open_archive"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Office before 2007, and of encrypted Office since
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1
_HEAD = 1024  # bytes in which a document type would be declared


def open_archive(data: bytes, *, source: str, kind: str, limits: Limits, doctype: bool = False) -> zipfile.ZipFile:
    """Open a zip-based file after checking that it is safe to unpack.

    Args:
        data: The file's bytes.
        source: The file, for errors.
        kind: The format's name in errors, such as "Word document".
        limits: Bounds the sum of the sizes that the archive declares; zipfile unpacks no more than declared.
        doctype: Whether XML parts may declare a document type. Office formats forbid it, and entity
            expansion attacks need it.

    Raises:
        ReadError: Encrypted, of before 2007, damaged, or too large when unpacked.
    """
    if data.startswith(_OLE):
        raise encrypted(source) if _ENCRYPTED_STREAM in data else old_office(source)
    with damaged_on_error(source, kind):
        archive = zipfile.ZipFile(io.BytesIO(data))
    members = archive.infolist()
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise encrypted(source)
    size = sum(member.file_size for member in members)
    if size > limits.max_unpacked_bytes:
        raise unpacks_too_large(source, size, limits.max_unpacked_bytes)
    if not doctype:
        with damaged_on_error(source, kind):
            for member in members:
                if member.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.open(member).read(_HEAD):
                    raise damaged(source, kind)
    return archive
