from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from rag.errors import SettingsError
from ui.serving.hosts import Hosts, Root


def refused(headers: dict[str, str], hosts: Hosts | None = None, *, method: str = "GET", path: str = "/config") -> bool:
    return (hosts or Hosts()).refusal(method, path, Headers(headers)) is not None


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:7860", "localhost:7860", "LOCALHOST", "[::1]:7860"])
def test_names_of_this_machine_are_answered(host: str) -> None:
    assert not refused({"Host": host})


@pytest.mark.parametrize(
    "host",
    [
        "example.org",
        "example.org:7860",
        "127.0.0.1.example.org",
        "localhost@example.org",
        "example.org@localhost",
        "localhost/example.org",
        "[::1",
        "localhost:7860:x@y",
        "",
    ],
)
def test_other_names_are_refused(host: str) -> None:
    assert refused({"Host": host})


def test_any_name_is_answered_where_the_page_is_public() -> None:
    assert not refused({"Host": "example.org"}, Hosts(any_host=True))


def test_the_name_of_the_proxy_is_answered() -> None:
    hosts = Hosts(root=Root.parse("https://docs.example.org/whosays"))
    assert not refused({"Host": "docs.example.org"}, hosts)
    assert not refused({"Host": "127.0.0.1:7860", "Origin": "https://docs.example.org"}, hosts)
    assert refused({"Host": "127.0.0.1:7860", "Origin": "https://example.org"}, hosts)
    assert refused({"Host": "example.org"}, hosts)


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://localhost:7860", True),
        ("http://localhost:80", False),
        ("http://example.org", False),
        ("file://localhost:7860", False),
        ("http://localhost:7860@example.org", False),
        ("http://[", False),
        ("null", False),
        ("", False),
    ],
)
def test_only_the_page_itself_may_ask(origin: str, allowed: bool) -> None:
    assert refused({"Host": "localhost:7860", "Origin": origin}, method="POST") is not allowed


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_other_sites_may_open_the_page_and_nothing_else(site: str) -> None:
    told = {"Host": "localhost", "Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate"}
    assert not refused(told, path="/")
    assert refused(told)
    assert refused(told, method="POST", path="/")
    assert refused({**told, "Sec-Fetch-Mode": "no-cors"}, path="/")
    assert not refused({**told, "Sec-Fetch-Site": "same-origin"})


@pytest.mark.parametrize(
    ("text", "prefix", "origin"),
    [
        ("/", "", ""),
        ("/whosays/", "/whosays", ""),
        ("https://Example.org", "", "https://example.org"),
        ("http://example.org:8080/a/b", "/a/b", "http://example.org:8080"),
    ],
)
def test_roots(text: str, prefix: str, origin: str) -> None:
    root = Root.parse(text)
    assert (root.prefix, root.origin) == (prefix, origin)
    assert root.address == origin + prefix


@pytest.mark.parametrize(
    "text",
    ["whosays", "//example.org/x", "/a/../b", "/a//b", "/a?b", "/a#b", "ftp://example.org", "https://u@example.org",
     "https://", "https://example.org:x/", '/"><script>', "https://["],
)  # fmt: skip
def test_what_is_no_root(text: str) -> None:
    with pytest.raises(SettingsError, match="is no place for the page"):
        Root.parse(text)
