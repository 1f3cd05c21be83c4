from __future__ import annotations

import datetime
from pathlib import Path

from rag.inventory import Inventory, ListedFile
from ui.documents.listing import Listing

UPLOADS = Path("/index/uploads")
HOSTILE = '"><img src=x onerror="hacked=1">\u202e.txt'
FILES = (
    ListedFile("bridge.txt", "indexed", "Bridges", datetime.date(2024, 5, 3), 3, 2048, Path("/docs/bridge.txt")),
    ListedFile("late.txt", "changed", passages=1, size=10, path=Path("/docs/late.txt")),
    ListedFile("lost.txt", "gone", passages=1, size=10, path=Path("/docs/lost.txt")),
    ListedFile("next.txt", "new", size=10, path=Path("/docs/next.txt")),
    ListedFile("scan.pdf", "problem", size=3_000_000, path=UPLOADS / "scan.pdf", reason="<empty>", mend="use & OCR"),
    ListedFile("text", "indexed", passages=1),
    ListedFile(HOSTILE, "indexed", HOSTILE, None, 1, 5, UPLOADS / "x.txt"),
)


def listing(*files: ListedFile, trusted: bool = False, left_out: tuple[Path, ...] = ()) -> Listing:
    stock = Inventory(files, (Path("/docs"), UPLOADS), left_out)
    return Listing(stock, lambda path: path is not None and path.parent == UPLOADS, UPLOADS, trusted)


def rows(html: str) -> list[str]:
    return html.split("<tbody>")[1].split("<tr>")[1:]


def test_summary() -> None:
    html = listing(*FILES).summary_html()
    assert "5 files indexed, 7 passages. 1 changed on disk, 1 gone from disk, 1 not indexed yet: “Index again”" in html
    assert "1 file could not be read." in html
    assert "Index again" not in listing(FILES[0]).summary_html()


def test_files_with_problems_come_first() -> None:
    names = [row.split('<bdi class="ws-file">')[1].split("</bdi>")[0] for row in rows(listing(*FILES).files_html())]
    assert names[:4] == ["scan.pdf", "late.txt", "lost.txt", "next.txt"]


def test_what_is_told_of_a_file() -> None:
    (row,) = rows(listing(FILES[0]).files_html())
    assert '<span class="ws-title" dir="auto">Bridges</span>' in row
    assert '<time datetime="2024-05-03">3 May 2024</time>' in row
    assert (
        '<td class="ws-amount ws-passages">3<span class="ws-unit"> passages</span></td><td class="ws-amount">2 kB</td>'
        in row
    )
    assert ">Take out</button>" in row
    (row,) = rows(listing(FILES[4]).files_html())
    assert "&lt;empty&gt;: use &amp; OCR" in row
    assert ">2.9 MB<" in row
    assert ">Delete</button>" in row


def test_what_cannot_be_removed_has_no_button() -> None:
    for file in (FILES[2], FILES[5]):
        assert "<button" not in listing(file).files_html()


def test_hostile_names_stay_text() -> None:
    html = listing(FILES[6]).files_html()
    assert "<img" not in html
    assert 'data-what="&quot;&gt;&lt;img src=x onerror=&quot;hacked=1&quot;&gt;\u202e.txt"' in html
    assert html.count('<bdi class="ws-file"') == 1
    assert html.count(chr(0x202E) + "</bdi>") == 2  # wrapped in the name and in the title


def test_search_by_name_and_title() -> None:
    drawn = listing(*FILES)
    assert [file.source for file in drawn.matching(" BRIDGE ")] == ["bridge.txt"]
    assert [file.source for file in drawn.matching("txt la")] == ["late.txt"]
    assert "1 of 7 files" in drawn.files_html("bridges")
    assert "No file is called so." in drawn.files_html("zzz")
    assert "add some above" in listing().files_html()


def test_a_long_list_is_cut() -> None:
    many = listing(*(ListedFile(f"{n:05}.txt", "indexed") for n in range(5000)))
    assert len(rows(many.files_html())) == 100
    assert len(rows(many.files_html(most=200))) == 200


def test_what_was_taken_out_can_be_put_back_and_tells_no_path() -> None:
    drawn = listing(left_out=(Path("/docs/sub/<b>.txt"),)).rest_html()
    assert '<bdi class="ws-file">sub/&lt;b&gt;.txt</bdi>' in drawn
    assert 'data-act="back"' in drawn
    assert "Folders and files" not in drawn
    assert listing().rest_html() == ""


def test_folders_are_shown_to_those_who_may_add_them() -> None:
    drawn = listing(trusted=True).rest_html()
    assert 'data-act="root" data-what="/docs" data-sure="Take it all out?"' in drawn
    assert "uploads" not in drawn
