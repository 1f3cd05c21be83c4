"""What stance a sentence takes on a yes-or-no question, in near-misses: a word changed turns the answer or takes it."""

from __future__ import annotations

import pytest

from rag.reading.stances import read_stances

pytestmark = pytest.mark.model

YES, NO, NONE = "yes", "no", None
CASES = [
    # a state and its opposite
    ("Is the Orlo bridge open?", "The Orlo bridge is open to traffic again.", YES),
    ("Is the Orlo bridge open?", "The Orlo bridge is closed to traffic again.", NO),
    ("Is the Orlo bridge open?", "The Orlo bridge is no longer open.", NO),
    ("Is the Orlo bridge open?", "The Orlo bridge remains shut after the flood.", NO),
    ("Is the Orlo bridge open?", "The bridge at Orlo reopened on Monday.", YES),
    ("Is the Orlo bridge open?", "The Tamm bridge is open to traffic again.", NONE),
    ("Is the Orlo bridge open?", "The Orlo bridge will be open to traffic again in May.", NONE),
    ("Is the Orlo bridge open?", "If the river falls, the Orlo bridge is open again by noon.", NONE),
    ("Is the Orlo bridge open?", "Is the Orlo bridge open?", NONE),
    ("Is the Orlo bridge open?", "The Orlo bridge is old.", NONE),
    ("Is the Orlo bridge open?", "The Orlo bridge has yet to open.", NO),
    ("Is the Orlo bridge open?", "The Orlo bridge, which had been closed for a year, is open.", YES),
    ("Is the Orlo bridge open?", "Police denied that the Orlo bridge is open.", NO),
    ("Is the Orlo bridge open?", "Police said that the Orlo bridge is open.", YES),
    ("Is the Orlo bridge open?", "Police did not say that the Orlo bridge is open.", NONE),
    ("Is the Orlo bridge open?", "Workers left the gate of the toll house open.", NONE),
    ("Is Ana Ruiz in custody?", "Ana Ruiz is behind bars.", YES),
    ("Is Ana Ruiz in custody?", "Ana Ruiz has been released.", NO),
    ("Is Ana Ruiz in custody?", "Pablo Ruiz has been released.", NONE),
    ("Is Ana Ruiz alive?", "Ruiz died in March.", NO),
    ("Is Ana Ruiz alive?", "Ruiz is alive, her sister says.", YES),
    ("Is Ana Ruiz still in power?", "Ana Ruiz was ousted on Sunday.", NO),
    ("Is Ana Ruiz still in power?", "Ana Ruiz is still in power.", YES),
    ("Is Ana Ruiz the president of Vello?", "President Ana Ruiz spoke to reporters.", YES),
    ("Is Ana Ruiz the president of Vello?", "Former president Ana Ruiz spoke to reporters.", NO),
    ("Is Ana Ruiz the president of Vello?", "Vice president Ana Ruiz spoke to reporters.", NONE),
    ("Is Ana Ruiz the president of Vello?", "Ana Ruiz, president of Arland, spoke to reporters.", NONE),
    ("Is Ana Ruiz the president of Vello?", "Ana Ruiz met the president.", NONE),
    # an event: who did it to what
    ("Did the council approve the plan?", "The council approved the plan on Tuesday.", YES),
    ("Did the council approve the plan?", "The council rejected the plan on Tuesday.", NO),
    ("Did the council approve the plan?", "The plan was approved by the council.", YES),
    ("Did the council approve the plan?", "The plan was not approved by the council.", NO),
    ("Did the council approve the plan?", "The plan was approved by the senate.", NONE),
    ("Did the council approve the plan?", "The council approved the budget on Tuesday.", NONE),
    ("Did the council approve the plan?", "The council failed to approve the plan.", NO),
    ("Did the council approve the plan?", "The council refused to approve the plan.", NO),
    ("Did the council approve the plan?", "The council is expected to approve the plan.", NONE),
    ("Did the council approve the plan?", "The council may have approved the plan.", NONE),
    ("Did the council approve the plan?", "It is not true that the council approved the plan.", NO),
    ("Did the council approve the plan?", "The council voted down the plan.", NO),
    ("Did the council approve the plan?", "The council voted in favour of the plan.", YES),
    ("Did Arland attack Vello?", "Arland attacked Vello at dawn.", YES),
    ("Did Arland attack Vello?", "Vello attacked Arland at dawn.", NONE),
    ("Did Arland attack Vello?", "Arland has never attacked Vello.", NO),
    ("Did Tom Lind win the election?", "Tom Lind won the election by a wide margin.", YES),
    ("Did Tom Lind win the election?", "Tom Lind lost the election by a wide margin.", NO),
    ("Did Tom Lind win the election?", "Tom Lind hopes to win the election by a wide margin.", NONE),
    ("Did Tom Lind win the election?", "Maria Lind won the election by a wide margin.", NONE),
    ("Was Tom Lind arrested?", "Police arrested Tom Lind on Friday.", YES),
    ("Was Tom Lind arrested?", "Police did not arrest Tom Lind on Friday.", NO),
    ("Was Tom Lind arrested?", "Tom Lind was released on Friday.", NONE),
    ("Was Tom Lind killed?", "Tom Lind died in his sleep.", NONE),
    ("Did Tom Lind die in the crash?", "Tom Lind was killed in the crash.", YES),
    ("Was the jury's verdict unanimous?", "The verdict was unanimous.", YES),
    ("Was the jury's verdict unanimous?", "The verdict was not unanimous.", NO),
    ("Has the treaty been signed?", "The treaty remains unsigned.", NO),
    ("Has the treaty been signed?", "The treaty was signed in Tamm.", YES),
    ("Has the treaty been signed?", "The treaty is to be signed in Tamm.", NONE),
    ("Is Tom Lind guilty?", "Tom Lind was acquitted.", NO),
    ("Is Tom Lind guilty?", "Tom Lind was convicted of fraud.", YES),
    # what one has, can and may
    ("Does the camera have a flash?", "The camera has a small flash.", YES),
    ("Does the camera have a flash?", "The camera has no flash.", NO),
    ("Does the camera support raw files?", "The camera does not support raw files.", NO),
    ("Does the camera support raw files?", "The camera supports raw files.", YES),
    ("Were there any survivors?", "There were no survivors.", NO),
    ("Were there any survivors?", "There were three survivors.", YES),
    ("Is the milk safe to drink?", "The milk is not safe to drink.", NO),
    ("Is the milk safe to drink?", "Do not drink the milk.", NO),
    ("Is the milk safe to drink?", "The milk is safe to drink.", YES),
    ("Can tenants keep dogs?", "Tenants can keep dogs.", YES),
    ("Can tenants keep dogs?", "Tenants must not keep dogs.", NO),
    ("Will the ferry run on Sunday?", "The ferry will run on Sunday.", YES),
    ("Will the ferry run on Sunday?", "The ferry will not run on Sunday.", NO),
    # other circumstances, other things of the same kind, and what only looks like an answer
    ("Has the fever spread to Arland?", "The fever has spread to Arland.", YES),
    ("Has the fever spread to Arland?", "The fever has spread to Vello.", NONE),
    ("Was a warning sent before the flood?", "No warning was sent before the flood.", NO),
    ("Was a warning sent before the flood?", "A warning was sent after the flood.", NONE),
    ("Did Arland join the league in 2021?", "Arland joined the league in 2021.", YES),
    ("Did Arland join the league in 2021?", "Arland joined the league in 2023.", NONE),
    ("Is the north gate locked?", "The north gate is unlocked.", NO),
    ("Is the north gate locked?", "The south gate is locked.", NONE),
    ("Did the governor sign the bill?", "The governor signed the bill.", YES),
    ("Did the governor sign the bill?", "The governor signed a different bill.", NONE),
    ("Did the governor sign the bill?", "The governor vetoed the bill.", NO),
    ("Has Tom Lind apologised?", "Tom Lind apologised to the victims.", YES),
    ("Has Tom Lind apologised?", "Tom Lind's brother apologised to the victims.", NONE),
    ("Is Tom Lind the mayor?", "Tom Lind serves as mayor.", YES),
    ("Is Tom Lind the mayor?", "Tom Lind was replaced as mayor.", NO),
    ("Is Tom Lind the mayor?", "Tom Lind is running for mayor.", NONE),
    ("Is Tom Lind the mayor?", "The mayor criticised Tom Lind.", NONE),
    ("Has the hall been renovated?", "The hall has been renovated.", YES),
    ("Has the hall been renovated?", "The hall is being renovated.", NONE),
    ("Was the king murdered?", "Rumours that the king was murdered are false.", NO),
    ("Was the king murdered?", "There is no evidence that the king was murdered.", NONE),
    ("Is smoking banned in parks?", "Smoking is banned in bars.", NONE),
    ("Is smoking banned in parks?", "Smoking is allowed in parks.", NO),
    ("Was anyone hurt?", "Nobody was hurt.", NO),
    ("Was anyone hurt?", "Two people were hurt.", YES),
    ("Is the Orlo bridge open?", "Status of the Orlo bridge: closed.", NO),
    ("Is the bakery open on Sundays?", "The bakery is closed on Sundays.", NO),
    ("Is the bakery open on Sundays?", "The bakery is closed on Mondays.", NONE),
    ("Was Ana Ruiz the first chair of the society?", "Ana Ruiz was the first chair of the society.", YES),
    ("Was Ana Ruiz the first chair of the society?", "Ana Ruiz was the second chair of the society.", NONE),
    ("Have the schools reopened?", "The schools have reopened.", YES),
    ("Have the schools reopened?", "The schools remain closed.", NO),
    ("Have the schools reopened?", "There is a risk of closure.", NONE),
    ("Did the rebels capture the airport?", "The rebels captured the airport.", YES),
    ("Did the rebels capture the airport?", "The rebels were captured at the airport.", NONE),
    # no question for yes or no
    ("Who closed the bridge?", "The bridge was not closed.", NONE),
]


@pytest.mark.parametrize(("question", "sentence", "expected"), CASES)
def test_stance(question: str, sentence: str, expected: str | None) -> None:
    (stance,) = read_stances(question, [sentence])
    assert (None if stance is None else stance.answer) == expected


def test_the_words_are_the_predicate_with_its_negation() -> None:
    sentences = ["The council has not approved the plan.", "The plan has been rejected, they say.", "No plan is known."]
    denied, rejected, neither = read_stances("Did the council approve the plan?", sentences)
    assert denied is not None
    assert sentences[0][denied.words.start : denied.words.end] == "has not approved the plan"
    assert rejected is not None
    assert sentences[1][rejected.words.start : rejected.words.end] == "has been rejected"
    assert neither is None


def test_a_pronoun_is_less_sure_than_the_name() -> None:
    named, meant = read_stances("Is Ana Ruiz alive?", ["Ana Ruiz is alive.", "She is alive."])
    assert named is not None
    assert meant is not None
    assert meant.score < named.score
