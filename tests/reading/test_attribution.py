from __future__ import annotations

import pytest

from rag.reading.attribution import attributions, who_says
from rag.reading.parser import parse
from rag.text.spans import Span

pytestmark = pytest.mark.model


def speaker_of(sentence: str, value: str) -> str | None:
    start = sentence.index(value)
    found = who_says(parse(sentence), Span(start, start + len(value)))
    return None if found is None else found.name


@pytest.mark.parametrize(
    ("sentence", "value", "speaker"),
    [
        # a verb of saying, before, after and amid what is said
        ("The coastguard said that 80 sailors were rescued.", "80", "The coastguard"),
        ("The coastguard told us 80 sailors were rescued.", "80", "The coastguard"),
        ("The coastguard has announced that 80 sailors were rescued.", "80", "The coastguard"),
        ("80 sailors were rescued, the coastguard said.", "80", "the coastguard"),
        ("80 sailors were rescued, said the coastguard.", "80", "the coastguard"),
        ("80 sailors were rescued, the coastguard said on Tuesday.", "80", "the coastguard"),
        ("On Tuesday, the coastguard says, 80 sailors were rescued.", "80", "the coastguard"),
        ("The harbour, the coastguard says, holds 80 boats.", "80", "the coastguard"),
        ("As the coastguard reported, 80 sailors were rescued.", "80", "the coastguard"),
        ("He said that 80 sailors were rescued.", "80", "He"),
        ("The sailor, who says that 80 boats were lost, is from Malta.", "80", "The sailor"),
        ("The sailor denies it and holds that 80 boats were lost.", "80", "The sailor"),
        # what only shows is a speaker too
        ("Records show that 80 sailors were rescued.", "80", "Records"),
        ("The report says that 80 sailors were rescued.", "80", "The report"),
        ("The sign reads 80 km.", "80 km", "The sign"),
        # a figure for an object
        ("The union counts 450 strikers.", "450", "The union"),
        ("The union estimates the number of strikers at 450.", "450", "The union"),
        ("The union puts the number of strikers at 450.", "450", "The union"),
        ("The firm reports debts of $3 million.", "$3 million", "The firm"),
        ("The court arrives at no less than €4 billion.", "no less than €4 billion", "The court"),
        ("The maker gives a range of 310 km.", "310 km", "The maker"),
        # passive
        ("The number of strikers was put at 450 by the union.", "450", "the union"),
        ("The duke is said by his sister to have died in 1820.", "1820", "his sister"),
        ("The mayor was quoted as saying that 450 people were hurt.", "450", "The mayor"),
        # according to, by the count of
        ("According to the union, 450 people are on strike.", "450", "the union"),
        ("450 people are on strike, according to the union.", "450", "the union"),
        ("By the union's count, 450 people are on strike.", "450", "the union"),
        ("In the union's view, 450 people will lose their jobs.", "450", "the union"),
        ("In the words of the mayor, 450 people lost everything.", "450", "the mayor"),
        # nouns
        ("The union's estimate of 450 was printed in the paper.", "450", "The union"),
        ("The ministry's figure is 450.", "450", "The ministry"),
        ("An estimate by the union of 450 was printed in the paper.", "450", "the union"),
        # quotations
        ('"We lost 450 sheep," the farmer told us.', "450", "the farmer"),
        ('"We lost 450 sheep," said the farmer, a widow.', "450", "the farmer"),
        ('The farmer said: "We lost 450 sheep."', "450", "the farmer".capitalize()),
        ('Anna Berg: "We lost 450 sheep."', "450", "Anna Berg"),
        ('"We counted 450 sheep," the farmer said.', "450", "the farmer"),
        ('"Call it a loss," she said, "of 450 sheep."', "450", "she"),
        ("“We lost 450 sheep,” the farmer’s wife said.", "450", "the farmer’s wife"),
    ],
)
def test_who_says(sentence: str, value: str, speaker: str) -> None:
    assert speaker_of(sentence, value) == speaker


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("80 sailors were rescued.", "80"),
        ("It is said that 80 sailors were rescued.", "80"),
        ("The duke is said to have died in 1820.", "1820"),
        ("80 sailors were reportedly rescued.", "80"),
        ("The coastguard did not say that 80 sailors were rescued.", "80"),
        ("The coastguard would not say whether 80 sailors were rescued.", "80"),
        ("The museum no longer claims that the vase is 80 years old.", "80 years"),
        ("Nobody said that 80 sailors were rescued.", "80"),
        ("The coastguard asked which of the 80 sailors were rescued.", "80"),
        ("To say that 80 sailors were rescued would be rash.", "80"),
        ("The flood claimed 80 lives.", "80"),
        ("The train arrived at 8.15 on platform 3.", "8.15"),
        ("She gave 80 pupils a book.", "80"),
        ("He put the 80 plates on the table.", "80"),
        ("He was paid 80 euros in his account.", "80 euros"),
        ("80 sailors: the crew of one ship.", "80"),
        ("The wine was bottled in 1990, and the label says nothing.", "1990"),
    ],
)
def test_what_the_author_states(sentence: str, value: str) -> None:
    assert speaker_of(sentence, value) is None


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "The ministry says 600 were freed, while the union counts 450.",
            {"600": "The ministry", "450": "the union"},
        ),
        (
            "The ministry says that 600 were freed; according to the union, it was 450.",
            {"600": "The ministry", "450": "the union"},
        ),
        ("The ministry says 600 and the union 450.", {"600": "The ministry", "450": "the union"}),
        ("The ministry puts it at 600, the union at 450.", {"600": "The ministry", "450": "the union"}),
        (
            "The toll is 600, according to the ministry, and 450, according to the union.",
            {"600": "the ministry", "450": "the union"},
        ),
        ("It opened in 1921, not in 1912 as the plaque says.", {"1921": None, "1912": "the plaque"}),
        ("450 people are on strike, but the ministry counts 600.", {"450": None, "600": "the ministry"}),
        ("The ministry said the union had claimed that 450 were freed.", {"450": "the union"}),
    ],
)
def test_two_speakers(sentence: str, said: dict[str, str | None]) -> None:
    assert {value: speaker_of(sentence, value) for value in said} == said


@pytest.mark.parametrize(
    ("verb", "hedged"),
    [
        ("says", False),
        ("reports", False),
        ("claims", True),
        ("alleges", True),
        ("estimates", True),
        ("confirms", False),
    ],
)
def test_hedged(verb: str, hedged: bool) -> None:
    found = attributions(parse(f"The ministry {verb} that 600 prisoners were freed."))
    assert [(one.name, one.hedged) for one in found] == [("The ministry", hedged)]


def test_spans_are_slices_of_the_sentence() -> None:
    sentence = "Prices rose; the union’s head, Anna Berg, says that 450 members left."
    (found,) = attributions(parse(sentence))
    assert sentence[slice(*found.speaker)] == found.name == "the union’s head"
    assert sentence[slice(*found.said)] == "450 members left"


def test_an_empty_sentence() -> None:
    assert attributions(parse("")) == []
    assert who_says(parse(""), Span(0, 0)) is None
