"""A page that programs may ask, served by another process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.conftest import served

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def asked() -> Iterator[str]:
    """The address of such a page."""
    with served("-m", "tests.ui.api.site") as address:
        yield address
