"""A few papers about one town that differ here and there: what the audit of a corpus shows something for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["PAPERS", "write_papers"]

PAPERS = {
    "council-report.txt": (
        "Report of the town council, 14 March 2025\n\n"
        "The new harbour bridge of Skarvik was opened on 3 May 2024. The harbour bridge of Skarvik cost 41.5 million "
        "euros. It is 612 metres long and carries two lanes and a cycle path.\n\n"
        "The lighthouse of Skarvik was built in 1874 by the engineer Anton Velde. It has not been lit since the war.\n"
    ),
    "harbour-gazette.txt": (
        "Harbour Gazette\n20 March 2025\n\n"
        "The new harbour bridge of Skarvik was opened on 17 May 2024, two weeks late. The harbour bridge of Skarvik "
        "cost 44.2 million euros. Fishermen complain that the boats of the outer pier can no longer pass.\n\n"
        "Some 1,900 people live in the old quarter of Skarvik.\n"
    ),
    "guide-to-the-coast.md": (
        "# Guide to the northern coast\n\n## Skarvik\n\n"
        "The lighthouse of Skarvik was built in 1881 by the engineer Anton Velde. Visitors may climb its 214 steps.\n\n"
        "Some 2,300 people live in the old quarter of Skarvik.\n"
    ),
    "letter-of-the-builders.txt": (
        "Letter of the bridge builders, 2 April 2025\n\n"
        "The harbour bridge of Skarvik cost 41.5 million euros, as was agreed. The new harbour bridge of Skarvik was "
        "opened on 3 May 2024.\n"
    ),
}


def write_papers(folder: Path) -> None:
    """Write the papers into a folder, which is made."""
    folder.mkdir(parents=True)
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")
