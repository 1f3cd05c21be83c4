"""Follow-ups on invented topics, written before the rules and never tuned to."""

from __future__ import annotations

from .followup_case import Case, Turn, after, alone

__all__ = ["HELD_OUT", "KNOWN_LIMITS"]

# Written before the rules. These scored 35 of 41 when the rules first ran, and 36 once the development cases passed.
# Only then were the misses read: three were mended in general (names cut by the parser, "figure" read as a verb, the
# capital of "In …"), and two are kept as known limits.
HELD_OUT: tuple[Case, ...] = (
    after(
        "Who designed the Carrow Bridge?", "Ingrid Sølvberg", "Where was she born?", "Where was Ingrid Sølvberg born?"
    ),
    after("Who bought Tarn Foods?", "Belmont Group", "Where is the company based?", "Where is Belmont Group based?"),
    after(
        "When did Storm Odile reach Porto Velmar?",
        "14 October 2022",
        "How many people did it kill?",
        "How many people did Storm Odile kill?",
    ),
    after(
        "How many patients were enrolled in the Zelvora trial?",
        "412",
        "And in the Moravec trial?",
        "How many patients were enrolled in the Moravec trial?",
    ),
    after("Who won the Lindqvist case?", "the tenants", "What did they demand?", "What did the tenants demand?"),
    after("How many seats does Harrow Park have?", "18,000", "When was it built?", "When was Harrow Park built?"),
    after(
        "Which clubs were relegated in 2018?",
        "Larkfield United and Denby Rovers",
        "And in 2019?",
        "Which clubs were relegated in 2019?",
    ),
    after(
        "How many houses were destroyed?",
        "about 300",
        "In Porto Velmar?",
        "How many houses were destroyed in Porto Velmar?",
    ),
    after("How many workers lost their jobs?", "1,200", "Why?", "Why did workers lose their jobs?"),
    after("When was the Carrow Bridge closed?", "May 2016", "By whom?", "By whom was the Carrow Bridge closed?"),
    after("Who signed the agreement?", "Petra Vance", "Who else?", "Who else signed the agreement?"),
    after(
        "What did the judge decide?",
        "to dismiss the claim",
        "When?",
        "When did the judge decide to dismiss the claim?",
    ),
    after(
        "What is the unemployment rate in Norway?",
        "3.9%",
        "No, I meant Sweden",
        "What is the unemployment rate in Sweden?",
    ),
    after(
        "How many people left the island in 2019?",
        "240",
        "I mean in 2020",
        "How many people left the island in 2020?",
    ),
    alone("Who coaches Denby Rovers?", "Tom Askew", "What is the capital of Peru?"),
    alone("Who announced the merger?", "Oskar Belmont", "Who is Petra Vance?"),
    alone("Who closed the Carrow Bridge?", "the county", "Is it true that the bridge was never inspected?"),
    alone("Who coaches Denby Rovers?", "Tom Askew", "When did Tom Askew leave his first club?"),
    alone("Who announced the merger?", "Petra Vance", "Why did Petra Vance resign?"),
    after("Where was the trial held?", "Geneva", "How many people live there?", "How many people live in Geneva?"),
    after(
        "When did the merger take effect?",
        "2 January 2021",
        "Who was the chairman then?",
        "Who was the chairman on 2 January 2021?",
    ),
    after(
        "How many side effects were reported?",
        "57",
        "Who disputes that figure?",
        "Who disputes the number of side effects reported?",
    ),
    Case(
        (
            Turn("Who owns Harrow Park?", "Denby Rovers"),
            Turn("Who is their coach?", "Tom Askew", searched="Who is Denby Rovers' coach?"),
        ),
        "How old is he?",
        "How old is Tom Askew?",
    ),
    Case(
        (Turn("How tall is Ingrid Sølvberg?", None, ("Marta Ruiz is a climber.",), refused=True),),
        "And where does she live?",
        "Where does Ingrid Sølvberg live?",
    ),
    after("who founded belmont group?", "Oskar Belmont", "when did he die", "when did Oskar Belmont die"),
    after(
        "What happened at the press conference?",
        None,
        "Who appointed her?",
        "Who appointed Lena Okafor?",
        "Minister Lena Okafor announced a curfew on Friday.",
    ),
    after(
        "Who leads the Tidewater Alliance?",
        "Sven Halloran",
        "When was the organisation founded?",
        "When was the Tidewater Alliance founded?",
    ),
    after(
        "How many men took part in the trial?",
        "210",
        "What about women?",
        "How many women took part in the trial?",
    ),
    after(
        "What did Belmont Group pay for Tarn Foods?",
        "€40 million",
        "And for Orsay Mills?",
        "What did Belmont Group pay for Orsay Mills?",
    ),
    after("Was the stadium sold?", "yes", "To whom?", "To whom was the stadium sold?"),
    after("Did the company apologise?", None, "Why not?", "Why did the company not apologise?"),
    after(
        "How much did the bridge cost in 1998?",
        "12 million",
        "Since when has it been open?",
        "Since when has the bridge been open?",
    ),
    after(
        "Where did the storm make landfall?",
        "near Porto Velmar",
        "What is the town's population?",
        "What is Porto Velmar's population?",
    ),
    after(
        "Who was arrested?",
        "Ana Dorrego and Luis Prado",
        "When were they arrested?",
        "When were Ana Dorrego and Luis Prado arrested?",
    ),
    after("Which drug was tested?", "Zelvora", "What are its side effects?", "What are Zelvora's side effects?"),
    after(
        "When did Larkfield United win the cup?",
        "1987",
        "And Denby Rovers?",
        "When did Denby Rovers win the cup?",
    ),
    after(
        "What is the longest river in Karelia?",
        None,
        "How long is it?",
        "How long is the longest river in Karelia?",
    ),
    after("How many people were injured?", "31", "When did that happen?", "When were people injured?"),
    Case((), "What about women?", "What about women?"),
    after(
        "Who chairs Žilina Aero?",
        "Zuzana Kováčová",
        "What did she say about Łódź?",
        "What did Zuzana Kováčová say about Łódź?",
    ),
    after("How old is the mayor?", None, "And the deputy mayor?", "How old is the deputy mayor?"),
)

KNOWN_LIMITS = {
    "Is it true that the bridge was never inspected?": "a bare noun is completed by the name that ends in it",
    "Who appointed her?": "a title written with a name stays with it",
}
"""Held-out follow-ups whose expected form is not reached, and what is done instead."""
