"""The one way to PDFium, which reads and draws PDFs: it must never be entered by two threads at once."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rag.documents.failures import damaged_on_error, encrypted

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PDFIUM", "opened"]

#: Held around every call of PDFium: the library keeps its state in one place for the whole process.
PDFIUM = threading.RLock()


@contextmanager
def opened(data: bytes, source: str) -> Iterator[Any]:
    """Open a PDF; :data:`PDFIUM` is held while it opens and closes, not between: hold it for each page.

    Yields:
        A ``pypdfium2.PdfDocument``.

    Raises:
        ReadError: Encrypted or damaged; any error within the block counts as damage to the file.
    """
    import pypdfium2  # noqa: PLC0415  (loads a large library)

    with damaged_on_error(source, "PDF"):
        with PDFIUM:
            try:
                document = pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError as error:
                if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
                    raise encrypted(source) from error
                raise
        try:
            yield document
        finally:
            with PDFIUM:
                document.close()
