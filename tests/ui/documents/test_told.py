from __future__ import annotations

from rag.indexing import FileReport, IndexReport
from ui.documents.told import progress_html, report_html
from ui.documents.work import Progress


def test_progress() -> None:
    reading = progress_html(Progress("reading", 3, 12))
    assert '<progress aria-label="Indexing" value="3" max="12"></progress>' in reading
    assert "Reading: 3 of 12 files" in reading
    assert "Taking in: 1 of 1 passage<" in progress_html(Progress("embedding", 1, 1))
    assert "waits for its end" in progress_html(Progress("waiting"))
    assert "max=" not in progress_html(Progress("starting"))


def test_report_names_problems_first_with_their_mend() -> None:
    report = IndexReport(
        (
            FileReport("a.txt", "added", 2),
            FileReport("b.txt", "unchanged", 1),
            FileReport("c.txt", "renamed", 1, was="<old>.txt"),
            FileReport("d.txt", "removed"),
            FileReport("<e>.pdf", "problem", reason="it is <damaged>", mend="save it & try again"),
        ),
        3,
    )
    html = report_html(report)
    assert "1 file added, 1 file renamed, 1 file taken out, 1 file could not be read, 1 as before." in html
    lines = html.split("<li")[1:]
    assert "&lt;e&gt;.pdf</bdi>: it is &lt;damaged&gt;. To mend it: save it &amp; try again." in lines[0]
    assert "a.txt</bdi>: added, 2 passages" in lines[1]
    assert "before <bdi>&lt;old&gt;.txt</bdi>" in lines[2]
    assert len(lines) == 4


def test_a_long_report_is_cut() -> None:
    report = IndexReport(tuple(FileReport(f"{n}.txt", "added", 1) for n in range(230)))
    html = report_html(report)
    assert html.count("<li>") == 201
    assert "and 30 more" in html
    assert "<summary>What became of each file</summary>" in html


def test_nothing_to_report() -> None:
    assert "there are no files." in report_html(IndexReport())
