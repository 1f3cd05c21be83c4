"""What only seems to be a disagreement, each shape with a near-miss that is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rag.disagreement.aside import Grounds

__all__ = ["BUILT", "FREED", "SHAPES", "Shape", "Told"]

FREED = "How many prisoners were released?"
BUILT = "When was the Halden Bridge opened?"
BEGAN = "When did the trial begin?"


class Told(NamedTuple):
    """A marked text and the date that its file bears."""

    marked: str
    day: str | None = None


class Shape(NamedTuple):
    """What only seems to be a disagreement, and with one of its texts changed a little, what is one."""

    name: str
    question: str
    first: Told
    second: Told
    changed: Told  # takes the place of the second
    grounds: Grounds | None  # on which the two are set aside; None where they do not differ


SHAPES = [
    Shape(
        "update",
        FREED,
        Told("As of 3 March 2025, [40] prisoners were released."),
        Told("As of 9 April 2025, [75] prisoners were released."),
        Told("As of 3 March 2025, [75] prisoners were released."),
        "update",
    ),
    Shape(
        "list",
        "Who sold the mill?",
        Told("[Ana Berg] sold the mill."),
        Told("[Tom Ahl] sold the mill, along with friends."),
        Told("[Tom Ahl] sold the mill, alone with debts."),
        None,
    ),
    Shape(
        "refinement",
        FREED,
        Told("On Friday [about 80] prisoners were released."),
        Told("On Friday [83] prisoners were released."),
        Told("On Friday [130] prisoners were released."),
        "refinement",
    ),
    Shape(
        "refinement by a bound",
        FREED,
        Told("On Friday [at least 80] prisoners were released."),
        Told("On Friday [95] prisoners were released."),
        Told("On Friday [950] prisoners were released."),
        "refinement",
    ),
    Shape(
        "refinement of a place",
        "Where was Ana Berg born?",
        Told("Ana Berg was born in [Portugal]."),
        Told("Ana Berg was born in [Porto]."),
        Told("Ana Berg was born in [Spain]."),
        "refinement",
    ),
    Shape(
        "scope",
        FREED,
        Told("On Monday [600] prisoners were released."),
        Told("On Monday [80] women were released."),
        Told("On Monday [80] prisoners were released."),
        "scope",
    ),
    Shape(
        "scope in time",
        "How many ships were sold?",
        Told("In 2022 the yard sold [12] ships."),
        Told("In 2023 the yard sold [17] ships."),
        Told("In 2022 the yard sold [17] ships."),
        "update",
    ),
    Shape(
        "homonym",
        BUILT,
        Told("The Halden Bridge was opened in [1950]."),
        Told("Another bridge of the same name, the Halden Bridge, was opened in [1987]."),
        Told("Another book on bridges says that the Halden Bridge was opened in [1987]."),
        "scope",
    ),
    Shape(
        "modality",
        "How many jobs were cut?",
        Told("The firm cut [120] jobs."),
        Told("The firm plans to cut [300] jobs."),
        Told("The firm hastened to cut [300] jobs."),
        "modality",
    ),
    Shape(
        "modality of a condition",
        "How many jobs are cut?",
        Told("The firm cuts [120] jobs."),
        Told("If sales fall, the firm cuts [300] jobs."),
        Told("As sales fall, the firm cuts [300] jobs."),
        "modality",
    ),
    Shape(
        "restated in another unit",
        "How long did the trial last?",
        Told("The trial lasted [24 months]."),
        Told("The trial lasted [two years]."),
        Told("The trial lasted [three years]."),
        None,
    ),
    Shape(
        "restated as a weekday",
        BEGAN,
        Told("The trial began on [8 January 2026].", "2026-01-12"),
        Told("The trial began on [Thursday].", "2026-01-09"),
        Told("The trial began on [Tuesday].", "2026-01-09"),
        None,
    ),
    Shape(
        "restated in another format",
        BEGAN,
        Told("The trial began on [8 January 2026]."),
        Told("The trial began on [Jan. 8, 2026]."),
        Told("The trial began on [Jan. 9, 2026]."),
        None,
    ),
    Shape(
        "copy",
        FREED,
        Told("On Friday, late at night, [80] prisoners were released without a word."),
        Told("On Friday, late at night, [80] prisoners were released without a word."),
        Told("On Friday, late at night, [60] prisoners were released without a word."),
        None,
    ),
    Shape(
        "attribution",
        "How many prisoners were released, according to the ministry?",
        Told("The ministry says that [600] prisoners were released."),
        Told("The union says that [80] prisoners were released."),
        Told("The ministry says that [80] prisoners were released."),
        "attribution",
    ),
    Shape(
        "vague word",
        FREED,
        Told("On Friday [600] prisoners were released."),
        Told("On Friday [dozens] of prisoners were released."),
        Told("On Friday [a dozen] prisoners were released."),
        None,
    ),
    Shape(
        "other rate",
        "How much does the pass cost?",
        Told("The pass costs [20 euros a month]."),
        Told("The pass costs [200 euros a year]."),
        Told("The pass costs [200 euros a month]."),
        None,
    ),
    Shape(
        "estimates, not limits",
        "What is the weight of the shelf?",
        Told("The shelf weighs [no more than 25 kg]."),
        Told("The shelf weighs [no more than 15 kg]."),
        Told("The shelf weighs [no less than 35 kg]."),
        "refinement",
    ),
    Shape(
        "two causes",
        "Why did the ferry sink?",
        Told("The ferry sank because of [a fire]."),
        Told("The ferry sank because of [a wave]."),
        Told("The ferry sank because of [a wave]. There was no fire."),
        None,
    ),
    Shape(
        "said twice",
        "Is the mill open?",
        Told("The mill is open."),
        Told("The mill is not closed."),
        Told("The mill is now closed."),
        None,
    ),
]
