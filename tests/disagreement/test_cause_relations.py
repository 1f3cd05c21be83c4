"""Whether two causes that are given for one thing rule each other out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

from rag.disagreement.cause_relations import relate_causes
from rag.embedding import load_embedder
from rag.reading.cause_claims import CauseClaim, read_cause
from rag.text.spans import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rag.embedding import Embedder

pytestmark = pytest.mark.model

# Sentences with the words that give the cause between bars.
EXCLUDING = [
    (
        "The mill burnt down solely because |a lamp had been left burning|.",
        "The mill burnt down because of |lightning|.",
    ),
    ("The fire was due to |arson|.", "The fire was caused by |an electrical fault|."),
    ("He was freed |under pressure from abroad|.", "He was freed |as a unilateral gesture|."),
    ("He was freed |under an agreement with the rebels|.", "He was freed |of the king's own free will|, as a gift."),
    ("She left |of her own accord|.", "She left because |she was forced to go|."),
    ("The ferry sank because |its bow door was open|.", "Not the bow door but |a rogue wave| sank the ferry."),
    ("The bees died because of |a pesticide|.", "The bees died of cold; |frost| in May, rather than any pesticide."),
    (
        "The dam failed because of |an earthquake|.",
        "The dam failed because |its core was clay|. There was no earthquake.",
    ),
    ("Sales fell because |wages fell|.", "Sales fell because |wages rose|."),
    ("The pump stops because |the tank is full|.", "The pump stops because |the tank is empty|."),
    ("He died of |natural causes|.", "He died by |suicide|."),
    ("The bus was late because |a tyre had burst|.", "No tyre burst: the bus was late because |the driver overslept|."),
    ("The only reason for the move was |the noise of the airport|.", "They moved because of |the rising rent|."),
    ("The theatre closed because of |debts|, and nothing else.", "The theatre closed because |the roof leaked|."),
    ("The harvest failed because of |blight|.", "The harvest failed because of |frost|; blight played no part."),
    (
        "The play was cancelled because |the lead actor was ill|.",
        "Claims that the lead actor was ill are false: it was cancelled because |few tickets had been sold|.",
    ),
    (
        "The delay was caused by |a shortage of steel|.",
        "The delay was not caused by a shortage of steel but by |bad planning|.",
    ),
    ("The crash was an act of |sabotage|.", "The crash was |an accident|."),
    ("The cause of the crash was |pilot error|.", "The cause of the crash was |a technical fault|."),
    ("Only because of |the drought| did the fair close.", "The fair closed because |its owner had died|."),
]
COMPATIBLE = [
    ("He died of |a heart attack|.", "He died in |an accident|."),
    (
        "The mill burnt down partly because |a lamp had been left burning|.",
        "The mill burnt down because of |lightning|.",
    ),
    ("The fire was due to |arson|.", "The fire was caused by |somebody who set it alight on purpose|."),
    ("He was freed |under pressure from abroad|.", "He was freed |under an agreement with the rebels|."),
    ("She left |of her own accord|.", "She left because of |a quarrel with the board|."),
    ("The ferry sank because |its bow door was open|.", "Not only the bow door but |a rogue wave| sank the ferry."),
    ("The bees died because of |a pesticide|.", "The bees died because of |a frost| in May."),
    ("The dam failed because of |an earthquake|.", "The dam failed because |its core was clay|. Nobody was hurt."),
    ("Sales fell because |wages fell|.", "Sales fell because |prices rose|."),
    ("The pump stops solely because |the tank is empty|.", "The pump stops because |no water is left in the tank|."),
    ("He died of |natural causes|.", "He died of |a heart attack|."),
    ("The bus was late because |a tyre had burst|.", "No bus came: |the driver overslept|."),
    ("One reason for the move was |the noise of the airport|.", "They moved because of |the rising rent|."),
    ("The theatre closed because of |debts|, among other things.", "The theatre closed because |the roof leaked|."),
    ("The harvest failed because of |blight|.", "The harvest failed because of |frost|, and blight contributed to it."),
    (
        "The player missed the match solely because of |an injury|.",
        "The player missed the match with |a torn hamstring|.",
    ),
    ("The delay was caused by |a shortage of steel|.", "The delay was caused by |a lack of steel|."),
    ("The crash was caused by |ice on the road|.", "The crash was |an accident|."),
    ("|Pilot error| led to the crash.", "The crash was caused by |a technical fault|."),
    ("The lake dried up because of |the drought|.", "The lake dried up because |farmers pumped it out|."),
    (
        "The line closed entirely because of |the flood|.",
        "The line closed because of |the flood of 1911|, which took the bridge.",
    ),
]

# A cause of each, the verdict, and which of the two says more.
VERDICTS = [
    ("It failed because of |the frost|.", "It failed because of |a late frost in May|.", "refines", "second"),
    ("It failed because of |bad weather|.", "It failed because of |heavy snow|.", "refines", "second"),
    ("It failed because |the tank was empty|.", "It failed because |no water was left in the tank|.", "same", None),
    ("It failed because of |the frost|.", "It failed because of |the frost|.", "same", None),
    ("It failed because of |the frost|.", "It failed because of |blight|.", "incomparable", None),
    ("It was not |frost| but rain.", "It failed because of |drought|.", "incomparable", None),
    ("It was not |frost| but rain.", "It failed because of |frost|.", "excludes", None),
    ("It was not |frost| but rain.", "It was not |a frost| but drought.", "incomparable", None),
    ("It died of |too much water|.", "It died of |too little water|.", "excludes", None),
    ("It died solely of |thirst|.", "It died partly of |a virus in its roots|.", "excludes", None),
    ("It fell under |water pressure|.", "It fell |of its own accord|.", "incomparable", None),
    ("It fell under |foreign pressure|.", "It fell |of its own accord|.", "excludes", None),
    ("He died in |an attack|.", "He died in |an accident|.", "excludes", None),
]


@lru_cache(maxsize=1)
def _embedder() -> Embedder:
    return load_embedder("all-MiniLM-L6-v2", "auto")


@lru_cache(maxsize=1024)
def _vector(text: str) -> NDArray[np.float32]:
    vector: NDArray[np.float32] = _embedder().embed_documents([text])[0]
    return vector


def similar(first: str, second: str) -> float:
    return float(_vector(first) @ _vector(second))


def read(text: str) -> CauseClaim:
    """The cause between the bars, which stand in the first sentence, read with the sentence after it."""
    ahead, words, behind = text.split("|")
    behind, stop, after = behind.partition(". ")
    return read_cause(ahead + words + behind + stop.strip(), Span(len(ahead), len(ahead + words)), "", after)


@pytest.mark.parametrize(("first", "second"), EXCLUDING)
def test_causes_that_rule_each_other_out(first: str, second: str) -> None:
    one, other = read(first), read(second)
    relation = relate_causes(one, other, similar)
    assert relation.verdict == "excludes", (one, other, relation)
    assert relate_causes(other, one, similar).verdict == "excludes"


@pytest.mark.parametrize(("first", "second"), COMPATIBLE)
def test_causes_that_can_act_together(first: str, second: str) -> None:
    one, other = read(first), read(second)
    relation = relate_causes(one, other, similar)
    assert relation.verdict != "excludes", (one, other, relation)
    assert relate_causes(other, one, similar).verdict == relation.verdict


@pytest.mark.parametrize(("first", "second", "verdict", "narrower"), VERDICTS)
def test_verdicts(first: str, second: str, verdict: str, narrower: str | None) -> None:
    relation = relate_causes(read(first), read(second), similar)
    assert (relation.verdict, relation.narrower) == (verdict, narrower)
    assert relate_causes(read(second), read(first), similar).verdict == verdict


def test_without_a_model_two_only_causes_still_differ() -> None:
    one, other = read("It closed solely because of |rain|."), read("It closed solely because of |debts|.")
    assert relate_causes(one, other).verdict == "excludes"
    assert relate_causes(one, read("It closed because of |debts|.")).verdict == "incomparable"


def test_reasons_quote_the_causes() -> None:
    relation = relate_causes(
        read("It closed solely because of |rain|."), read("It closed because of |debts|."), similar
    )
    assert relation.reason == "“rain” and “debts” are different causes, and “rain” is told as the only one"
