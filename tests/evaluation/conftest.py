"""The browser of the page's tests."""

from tests.ui.conftest import browser

__all__ = ["browser"]
