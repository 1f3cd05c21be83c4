"""Which conflicts of an audit are shown: by file, by kind, judged or not, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

from rag.verdicts import disagreement_key, judge_audit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.types import Audit, Citation, Disagreement
    from rag.verdicts import Verdict, Verdicts

_Item = TypeVar("_Item")

__all__ = ["PER_PAGE", "Choice", "Entry", "entries_of", "page_of", "possible"]

#: Conflicts on a page of the list: more are slow to draw, and nobody reads so far.
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """What a visitor wants to see.

    Attributes:
        file: Only conflicts in which this file takes part; None for all.
        other: Only those in which it stands against this one.
        kind: Only those of this kind; None for all.
        hide_judged: Whether those with a verdict are left out.
        page: The page of the list, from 0 on.
        judged_page: The page of the list of verdicts, from 0 on.
    """

    file: str | None = None
    other: str | None = None
    kind: str | None = None
    hide_judged: bool = False
    page: int = 0
    judged_page: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A conflict of an audit.

    Attributes:
        number: As it stands in the audit, from 1 on.
        key: The disagreement's.
        conflict: The conflict.
        verdict: What a person made of it, if anything.
        pairs: The files that stand against each other, each two in order of their names; a file that contradicts
            itself with itself.
    """

    number: int
    key: str
    conflict: Disagreement
    verdict: Verdict | None
    pairs: frozenset[tuple[str, str]]

    @property
    def files(self) -> frozenset[str]:
        """The files that take part."""
        return frozenset(file for pair in self.pairs for file in pair)

    def fits(self, choice: Choice) -> bool:
        """Whether it is among what is wanted."""
        if choice.hide_judged and self.verdict is not None:
            return False
        if choice.kind and self.conflict.kind != choice.kind:
            return False
        if choice.file and choice.other:
            first, second = sorted((choice.file, choice.other))
            return (first, second) in self.pairs
        return not choice.file or choice.file in self.files


def entries_of(audit: Audit, verdicts: Verdicts) -> tuple[Entry, ...]:
    """The conflicts of an audit with the verdicts on them, in its order."""
    judged = {one.conflict: one.verdict for one in judge_audit(audit, verdicts).judged}
    cited = {citation.number: citation for citation in audit.citations}
    return tuple(
        Entry(i + 1, disagreement_key(found, audit.citations), found, judged.get(i), _pairs(found, cited))
        for i, found in enumerate(audit.conflicts)
    )


def possible(choice: Choice, entries: Sequence[Entry]) -> Choice:
    """The choice, as far as there is anything to choose of it: a file may have left the index since."""
    files = {file for entry in entries for file in entry.files}
    if {choice.file, choice.other} - files - {None}:
        choice = replace(choice, file=None, other=None)
    if choice.kind is not None and all(entry.conflict.kind != choice.kind for entry in entries):
        choice = replace(choice, kind=None)
    return choice


def page_of(items: Sequence[_Item], page: int) -> tuple[Sequence[_Item], int, int]:
    """The items of a page, its number (the nearest there is), and how many pages there are, at least one."""
    pages = max(1, -(-len(items) // PER_PAGE))
    page = min(max(page, 0), pages - 1)
    return items[page * PER_PAGE : (page + 1) * PER_PAGE], page, pages


def _pairs(found: Disagreement, cited: dict[int, Citation]) -> frozenset[tuple[str, str]]:
    sides = [{*p.sources, *(cited[n].source for n in p.citations if n in cited)} for p in found.positions]
    return frozenset((min(a, b), max(a, b)) for one, other in combinations(sides, 2) for a in one for b in other)
