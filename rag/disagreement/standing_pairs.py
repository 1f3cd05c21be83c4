"""How two standings that were read with no question asked stand to each other; nothing ties their times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.disagreement.relation import Relation, both
from rag.disagreement.stance_relations import relate_standings
from rag.text.words import stem, words

if TYPE_CHECKING:
    from rag.disagreement.statements_of import Statement, Text

__all__ = ["relate_stated"]

# A standing changes from one day to another: files further apart in time, in days, are not compared.
_DAYS = 31


def relate_stated(first: Statement, second: Statement) -> Relation:
    """Compare two statements of how somebody or something stands.

    Args:
        first: With its standing.
        second: Another, of another file.

    Returns:
        "excludes" only where the two files bear dates that are near each other, the sentences share more than the name,
        and a shorter name can mean nobody but the bearer of the longer one.

    Raises:
        ValueError: One of the two is no standing.
    """
    one, other = first.standing, second.standing
    if one is None or other is None:
        raise ValueError("both statements must be of how something stands")
    relation = relate_standings(one, other)
    if relation.verdict != "excludes":
        return relation
    told = both(one.state, other.state)
    dates = first.place.text.date, second.place.text.date
    if dates[0] is None or dates[1] is None or abs((dates[0] - dates[1]).days) > _DAYS:
        return Relation("incomparable", f"{told} may hold at different times")
    own = {stem(word) for name in (one.subject, other.subject, one.state) for word in words(name)}
    if not (first.subject | first.names) & (second.subject | second.names) - own:
        return Relation("incomparable", f"{told} may be of different offices or places")
    if not (
        _means(one.subject, other.subject, first.place.text) and _means(other.subject, one.subject, second.place.text)
    ):
        return Relation("incomparable", f"{both(one.subject, other.subject)} may be two")
    return relation


def _means(name: str, other: str, text: Text) -> bool:
    """Whether a name, as its file uses it, can only mean the bearer of the other one."""
    if name.lower() == other.lower() and " " in name:
        return True
    last = name.rsplit(maxsplit=1)[-1]
    full = set(re.findall(rf"(?<!\w)([A-ZÀ-Þ][\w'-]+) {re.escape(last)}(?!\w)", text.text))
    firsts = {*name.split()[:-1], *other.split()[:-1]}
    return bool(firsts) and full <= firsts | _TITLED


_TITLED = frozenset(
    "President Mayor Minister Chairman Chair Judge Governor Senator General Mr Mrs Ms Dr Queen King".split()
)
