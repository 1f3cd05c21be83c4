"""The documents page in a real browser, over a real index and the real engine."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from rag import Settings, build_index
from tests.ui.conftest import served, visiting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from tests.ui.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.model]

SLOWLY = 120_000  # milliseconds that a busy machine may take
WEIR = b"The weir at Orrest.\nThe weir broke in 1911, after forty days of rain.\n"
HOSTILE = '"><img src=x onerror="window.hacked=1">.txt'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("documents")


@pytest.fixture(scope="module")
def library(folder: Path) -> Iterator[str]:
    """The address of a page where files may be uploaded, and paths not be named."""
    with served("-m", "tests.ui.documents.site", str(folder)) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, library: str) -> Iterator[Visit]:
    with visiting(browser, library, width=1280, height=900) as made:
        go(made, "Documents")
        made.settle()  # with the list comes which files to ask, as it was when the list was asked for
        yield made


def go(visit: Visit, page: str) -> None:
    visit.page.get_by_role("tab", name=page).click()
    visit.page.wait_for_selector(".ws-documents:visible" if page == "Documents" else "#ws-question textarea:visible")


def upload(visit: Visit, **files: bytes) -> None:
    """Choose files: names with ``__`` for the dot before the suffix."""
    choose(visit, {name.replace("__", "."): content for name, content in files.items()})


def choose(visit: Visit, files: dict[str, bytes]) -> None:
    sent = [{"name": name, "mimeType": "text/plain", "buffer": content} for name, content in files.items()]
    visit.page.set_input_files("#ws-adding input", sent)  # type: ignore[arg-type]


def drop(visit: Visit, files: dict[str, str]) -> None:
    dropped = visit.page.evaluate_handle(
        """files => { const dropped = new DataTransfer();
                      for (const [name, text] of Object.entries(files)) dropped.items.add(new File([text], name));
                      return dropped; }""",
        files,
    )
    visit.page.dispatch_event("#ws-adding .ws-add", "drop", {"dataTransfer": dropped})


def reported(visit: Visit, words: str) -> None:
    visit.page.locator("#ws-indexing .ws-report").get_by_text(words).first.wait_for(timeout=SLOWLY)
    visit.page.wait_for_selector("#ws-index-again:not([disabled])")


def row(visit: Visit, name: str) -> Locator:
    named = visit.page.locator(".ws-file").get_by_text(name, exact=True)
    return visit.page.locator(".ws-documents tbody tr").filter(has=named)


def remove(visit: Visit, name: str) -> None:
    # Both clicks at one moment: the list may be drawn anew between them, which takes the first one back.
    button = row(visit, name).locator("button")
    asked = button.evaluate(
        "button => { button.click(); const asked = button.textContent; button.click(); return asked; }"
    )
    assert asked in {"Delete it for good?", "Take it out?"}
    row(visit, name).wait_for(state="detached", timeout=SLOWLY)


def files_to_ask(visit: Visit, **files: bool) -> None:
    """Wait until the chat's chooser offers these files, named as for ``upload``, and those that are true are chosen."""
    if not visit.page.locator("#ws-files input").first.is_visible():
        visit.page.click("#ws-files .label-wrap")
    visit.page.locator("header.ws-header").get_by_text(f"Asks {len(files)} files").wait_for()
    offered = visit.page.locator("#ws-files [data-testid='checkbox-group']")
    expect(offered.locator("label")).to_have_count(len(files))
    for name, chosen in files.items():
        expect(offered.get_by_label(name.replace("__", "."), exact=True)).to_be_checked(checked=chosen)


def test_from_upload_to_answer_to_removal(opened: Visit, folder: Path) -> None:
    page = opened.page
    upload(opened, weir__txt=WEIR, broken__pdf=b"%PDF-1.4 nothing")
    reported(opened, "1 file added, 1 file could not be read, 2 as before.")
    expect(page.locator(".ws-report-files .ws-problem")).to_have_text(
        re.compile(r"^broken\.pdf: the file is damaged, cut off, or no PDF at all\. To mend it: fetch it again"),
        use_inner_text=True,
    )
    expect(page.locator(".ws-upload .ws-upload-state")).to_have_text(["uploaded", "uploaded"], use_inner_text=True)
    row(opened, "weir.txt").wait_for()
    expect(row(opened, "broken.pdf")).to_contain_text("could not be read", use_inner_text=True)
    asked = "Asks 3 files: bridge.txt, mill.txt, weir.txt"
    expect(page.locator("header.ws-header")).to_contain_text(asked, use_inner_text=True)
    # Whoever brings the index up to date later finds the uploaded files as well.
    later = build_index(settings=Settings(index=folder / "index", documents=folder / "docs", max_file_mb=2))
    assert [(file.source, file.status) for file in later.files if file.source == "weir.txt"] == [
        ("weir.txt", "unchanged")
    ]

    go(opened, "Chat")
    files_to_ask(opened, bridge__txt=True, mill__txt=True, weir__txt=True)
    opened.ask("When did the weir break?")
    expect(opened.last_answer()).to_contain_text("1911", use_inner_text=True)
    page.locator(".ws-card .ws-file").get_by_text("weir.txt", exact=True).first.wait_for()

    go(opened, "Documents")
    opened.settle()
    button = row(opened, "weir.txt").locator("button")
    button.click()
    expect(button).to_have_text("Delete it for good?", use_inner_text=True)
    page.keyboard.press("Escape")
    expect(button).to_have_text("Delete", use_inner_text=True)
    for name in ("weir.txt", "broken.pdf"):
        remove(opened, name)
    assert not list((folder / "index/uploads").glob("[!.]*"))
    go(opened, "Chat")
    files_to_ask(opened, bridge__txt=True, mill__txt=True)


def test_questions_are_answered_while_files_are_indexed(opened: Visit, browser: Browser, folder: Path) -> None:
    page, hold = opened.page, folder / "hold"
    go(opened, "Chat")
    files_to_ask(opened, bridge__txt=True, mill__txt=True)
    page.get_by_role("checkbox", name="bridge.txt").uncheck()
    go(opened, "Documents")
    hold.touch()
    try:
        upload(opened, sluice__txt=b"The sluice at Orrest was mended in 1930.")
        page.wait_for_selector("#ws-indexing progress")
        with visiting(browser, opened.page.url.rstrip("/"), width=390, height=844) as other:
            go(other, "Documents")
            other.page.wait_for_selector("#ws-indexing progress")  # somebody else's, and begun before the visit
            go(opened, "Chat")
            opened.ask("When did the mill open?")
            expect(opened.last_answer()).to_contain_text("1871", use_inner_text=True)
            go(opened, "Documents")
            expect(page.locator("#ws-indexing progress")).to_have_count(1)
            hold.unlink()
            for visit in (opened, other):
                reported(visit, "1 file added, 2 as before.")
    finally:
        hold.unlink(missing_ok=True)
    row(opened, "sluice.txt").wait_for()
    go(opened, "Chat")
    files_to_ask(opened, bridge__txt=False, mill__txt=True, sluice__txt=True)
    go(opened, "Documents")
    remove(opened, "sluice.txt")


def test_what_cannot_be_taken_as_it_is(opened: Visit, folder: Path) -> None:
    page = opened.page
    states = page.locator(".ws-upload .ws-upload-state")
    choose(opened, {"picture.png": b"x", ".hidden.txt": b"x", "big.txt": b"x" * (1024**2 + 1), "empty.txt": b""})
    expect(page.locator(".ws-failed")).to_have_count(4)
    expect(states).to_have_count(4)
    problems = ("no reader for .png files", "hidden file", "too large", "empty")
    expect(states).to_contain_text(problems, use_inner_text=True)
    choose(opened, {f"{n}.txt": b"x" for n in range(101)})
    page.get_by_text("101 files are too many: add at most 100 at once.").wait_for()
    assert page.locator(".ws-upload").count() == 0
    assert not list((folder / "index/uploads/.arriving").glob("*"))

    drop(opened, {"mill.txt": "Another mill, in Dorn, opened in 1902.", HOSTILE: "A file that means harm."})
    reported(opened, "1 file added")
    asked = page.locator(".ws-upload.ws-asked")
    expect(asked).to_contain_text("A file of this name is indexed already.", use_inner_text=True)
    expect(asked.get_by_role("button")).to_have_text(["Keep both", "Leave out"], use_inner_text=True)
    asked.get_by_text("Keep both").click()
    row(opened, "mill (2).txt").wait_for(timeout=SLOWLY)
    choose(opened, {"mill (2).txt": b"Another mill, in Dorn, opened in 1903."})
    page.locator(".ws-asked").get_by_text("Replace it").click()
    reported(opened, "1 file read again")
    assert (folder / "index/uploads/mill (2).txt").read_bytes().endswith(b"1903.")
    expect(page.locator("header.ws-header").get_by_text(HOSTILE)).to_have_count(1)
    row(opened, HOSTILE).wait_for()
    opened.settle()
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert page.locator("#ws-documents-page img").count() == 0

    page.fill("#ws-wanted :is(input, textarea)", "(2)")
    expect(page.locator(".ws-documents tbody tr")).to_have_count(1)
    page.fill("#ws-wanted :is(input, textarea)", "")
    expect(page.locator(".ws-documents tbody tr")).to_have_count(4)
    for name in ("mill (2).txt", HOSTILE):
        remove(opened, name)


def test_folders_by_path_and_files_taken_out(browser: Browser, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "ferry.txt").write_text("The ferry at Orrest sank in 1888.")
    (papers / "raft.txt").write_text("The raft at Orrest was never built.")
    home = tmp_path / "home"
    home.mkdir()
    with (
        served("-m", "tests.ui.documents.site", str(home), "paths") as address,
        visiting(browser, address, width=1280, height=900) as visit,
    ):
        page = visit.page
        go(visit, "Documents")
        for path, words in ((str(tmp_path / "no"), "there is no file or folder"), (" ", "no path is given")):
            page.fill("#ws-path-text :is(input, textarea)", path)
            page.click("#ws-path-add")
            page.locator("#ws-indexing [role=alert]").get_by_text(words).wait_for()
            visit.settle()  # no path is added before the page has heard that the last one is done with
        page.fill("#ws-path-text :is(input, textarea)", str(papers))
        page.keyboard.press("Enter")
        reported(visit, "2 files added, 2 as before.")
        row(visit, "ferry.txt").wait_for()
        remove(visit, "ferry.txt")
        visit.settle()
        assert (papers / "ferry.txt").exists()
        page.locator("#ws-rest summary").get_by_text("Taken out of the index").click()
        page.locator("#ws-rest").get_by_text("Put back").click()
        row(visit, "ferry.txt").wait_for(timeout=SLOWLY)
        (papers / "raft.txt").write_text("The raft at Orrest was built in 1890.")
        go(visit, "Chat")
        go(visit, "Documents")
        row(visit, "raft.txt").get_by_text("changed on disk since it was indexed").wait_for()
        page.click("#ws-index-again")
        reported(visit, "1 file read again")
        visit.settle()
        page.locator("#ws-rest summary").get_by_text("Folders and files that were added").click()
        button = page.locator("#ws-rest li").filter(has_text=str(papers)).locator("button")
        button.click()
        button.click()
        row(visit, "raft.txt").wait_for(state="detached", timeout=SLOWLY)
        expect(page.locator(".ws-documents tbody tr")).to_have_count(2)


def test_forged_requests_reach_no_path(library: str, folder: Path) -> None:
    config = json.load(urllib.request.urlopen(f"{library}/config"))
    ids = {part["props"].get("elem_id"): part["id"] for part in config["components"]}
    assert "ws-path" not in ids
    call = {"component_id": ids["ws-adding"], "session_hash": "forged"}
    name = "../../docs/forged.txt"
    begun = posted(library, "component_server", {**call, "fn_name": "begin_file", "data": {"name": name, "size": 1}})
    token = begun["token"]
    for forged in (f"../{token}", str(folder / "docs/mill.txt"), f"{token}/../{token}"):
        sent = {"token": forged, "offset": 0, "part": "eA=="}
        told = posted(library, "component_server", {**call, "fn_name": "add_part", "data": sent})
        assert "not on its way any more" in told["problem"]
    posted(library, "component_server", {**call, "fn_name": "drop_file", "data": {"token": token}})
    # No other function of the page's parts can be called so, and Gradio's own ways of taking files in are closed.
    for function in ("preprocess", "postprocess", "delete", "__init__"):
        with pytest.raises(urllib.error.HTTPError):
            posted(library, "component_server", {**call, "fn_name": function, "data": str(folder)})
    for path in (f"file={folder}/docs/mill.txt", f"file/{folder}/docs/mill.txt"):
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{library}/gradio_api/{path}")
    assert (folder / "docs/mill.txt").read_text().startswith("The mill at Orrest.")
    assert not list(folder.rglob("forged*"))


def test_nothing_of_it_is_there_when_nothing_may_be_changed(tmp_path: Path) -> None:
    with served("-m", "tests.ui.documents.site", str(tmp_path), "paths", "read-only") as address:
        config = json.load(urllib.request.urlopen(f"{address}/config"))
        names = {part["props"].get("elem_id") for part in config["components"]}
        assert "ws-chat" in names
        assert not names & {"ws-documents-page", "ws-adding", "ws-path-text", "ws-index-again", "ws-files-listed"}
        functions = {name for part in config["components"] for name in part["props"].get("server_fns") or ()}
        assert not functions & {"begin_file", "add_part", "end_file", "drop_file"}


def posted(address: str, path: str, body: dict[str, Any]) -> Any:
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{address}/gradio_api/{path}", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request) as response:
        return json.load(response)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_nothing_serious_stands_in_anybodys_way(browser: Browser, library: str, width: int, scheme: str) -> None:
    from tests.ui.accessibility import serious

    with visiting(browser, library, width=width, height=900, scheme=scheme) as visit:
        go(visit, "Documents")
        choose(visit, {"mill.txt": b"x", "picture.png": b"x"})
        visit.page.wait_for_selector(".ws-asked")
        visit.page.wait_for_selector(".ws-failed")
        assert serious(visit.page) == []
        assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
