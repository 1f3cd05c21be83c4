"""Follow-up questions on invented topics: earlier turns, the follow-up, and how it should be searched."""

from __future__ import annotations

from dataclasses import dataclass

from rag.types import Answer, Citation

__all__ = ["DEVELOPMENT", "HELD_OUT", "Case", "Turn", "case_id"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn; ``searched`` is the completed form where the question was itself a follow-up."""

    question: str
    short: str | None = None
    quotes: tuple[str, ...] = ()
    searched: str = ""
    refused: bool = False

    def answer(self) -> Answer:
        """Build the answer that this turn got."""
        citations = tuple(
            Citation(number=number, source="notes.txt", quote=quote, start=0, end=len(quote), line=1)
            for number, quote in enumerate(self.quotes, 1)
        )
        return Answer(
            question=self.question,
            searched_for=self.searched or self.question,
            text=self.short or "",
            short=self.short,
            refused=self.refused,
            citations=citations,
        )


@dataclass(frozen=True, slots=True)
class Case:
    """A follow-up after earlier turns (oldest first), and the question to search."""

    turns: tuple[Turn, ...]
    question: str
    expected: str


def case_id(case: Case) -> str:
    """Name a case in pytest's output by its follow-up."""
    return case.question


def _after(question: str, short: str | None, follow_up: str, expected: str, *quotes: str) -> Case:
    return Case((Turn(question, short, quotes),), follow_up, expected)


def _alone(question: str, short: str | None, follow_up: str) -> Case:
    return Case((Turn(question, short),), follow_up, follow_up)


# Written before the rules, and never tuned to.
HELD_OUT: tuple[Case, ...] = (
    _after(
        "Who designed the Carrow Bridge?", "Ingrid Sølvberg", "Where was she born?", "Where was Ingrid Sølvberg born?"
    ),
    _after("Who bought Tarn Foods?", "Belmont Group", "Where is the company based?", "Where is Belmont Group based?"),
    _after(
        "When did Storm Odile reach Porto Velmar?",
        "14 October 2022",
        "How many people did it kill?",
        "How many people did Storm Odile kill?",
    ),
    _after(
        "How many patients were enrolled in the Zelvora trial?",
        "412",
        "And in the Moravec trial?",
        "How many patients were enrolled in the Moravec trial?",
    ),
    _after("Who won the Lindqvist case?", "the tenants", "What did they demand?", "What did the tenants demand?"),
    _after("How many seats does Harrow Park have?", "18,000", "When was it built?", "When was Harrow Park built?"),
    _after(
        "Which clubs were relegated in 2018?",
        "Larkfield United and Denby Rovers",
        "And in 2019?",
        "Which clubs were relegated in 2019?",
    ),
    _after(
        "How many houses were destroyed?",
        "about 300",
        "In Porto Velmar?",
        "How many houses were destroyed in Porto Velmar?",
    ),
    _after("How many workers lost their jobs?", "1,200", "Why?", "Why did workers lose their jobs?"),
    _after("When was the Carrow Bridge closed?", "May 2016", "By whom?", "By whom was the Carrow Bridge closed?"),
    _after("Who signed the agreement?", "Petra Vance", "Who else?", "Who else signed the agreement?"),
    _after(
        "What did the judge decide?",
        "to dismiss the claim",
        "When?",
        "When did the judge decide to dismiss the claim?",
    ),
    _after(
        "What is the unemployment rate in Norway?",
        "3.9%",
        "No, I meant Sweden",
        "What is the unemployment rate in Sweden?",
    ),
    _after(
        "How many people left the island in 2019?",
        "240",
        "I mean in 2020",
        "How many people left the island in 2020?",
    ),
    _alone("Who coaches Denby Rovers?", "Tom Askew", "What is the capital of Peru?"),
    _alone("Who announced the merger?", "Oskar Belmont", "Who is Petra Vance?"),
    _alone("Who closed the Carrow Bridge?", "the county", "Is it true that the bridge was never inspected?"),
    _alone("Who coaches Denby Rovers?", "Tom Askew", "When did Tom Askew leave his first club?"),
    _alone("Who announced the merger?", "Petra Vance", "Why did Petra Vance resign?"),
    _after("Where was the trial held?", "Geneva", "How many people live there?", "How many people live in Geneva?"),
    _after(
        "When did the merger take effect?",
        "2 January 2021",
        "Who was the chairman then?",
        "Who was the chairman on 2 January 2021?",
    ),
    _after(
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
    _after("who founded belmont group?", "Oskar Belmont", "when did he die", "when did Oskar Belmont die"),
    _after(
        "What happened at the press conference?",
        None,
        "Who appointed her?",
        "Who appointed Lena Okafor?",
        "Minister Lena Okafor announced a curfew on Friday.",
    ),
    _after(
        "Who leads the Tidewater Alliance?",
        "Sven Halloran",
        "When was the organisation founded?",
        "When was the Tidewater Alliance founded?",
    ),
    _after(
        "How many men took part in the trial?",
        "210",
        "What about women?",
        "How many women took part in the trial?",
    ),
    _after(
        "What did Belmont Group pay for Tarn Foods?",
        "€40 million",
        "And for Orsay Mills?",
        "What did Belmont Group pay for Orsay Mills?",
    ),
    _after("Was the stadium sold?", "yes", "To whom?", "To whom was the stadium sold?"),
    _after("Did the company apologise?", None, "Why not?", "Why did the company not apologise?"),
    _after(
        "How much did the bridge cost in 1998?",
        "12 million",
        "Since when has it been open?",
        "Since when has the bridge been open?",
    ),
    _after(
        "Where did the storm make landfall?",
        "near Porto Velmar",
        "What is the town's population?",
        "What is Porto Velmar's population?",
    ),
    _after(
        "Who was arrested?",
        "Ana Dorrego and Luis Prado",
        "When were they arrested?",
        "When were Ana Dorrego and Luis Prado arrested?",
    ),
    _after("Which drug was tested?", "Zelvora", "What are its side effects?", "What are Zelvora's side effects?"),
    _after(
        "When did Larkfield United win the cup?",
        "1987",
        "And Denby Rovers?",
        "When did Denby Rovers win the cup?",
    ),
    _after(
        "What is the longest river in Karelia?",
        None,
        "How long is it?",
        "How long is the longest river in Karelia?",
    ),
    _after("How many people were injured?", "31", "When did that happen?", "When were people injured?"),
    Case((), "What about women?", "What about women?"),
    _after(
        "Who chairs Žilina Aero?",
        "Zuzana Kováčová",
        "What did she say about Łódź?",
        "What did Zuzana Kováčová say about Łódź?",
    ),
    _after("How old is the mayor?", None, "And the deputy mayor?", "How old is the deputy mayor?"),
)

DEVELOPMENT: tuple[Case, ...] = (
    # Pronouns and possessives.
    _after("Who runs the harbour?", "Nadia Brandt", "What is her salary?", "What is Nadia Brandt's salary?"),
    _after("Who runs the harbour?", "Nadia Brandt", "and who appointed her", "who appointed Nadia Brandt"),
    _after(
        "When did the mayor of Elsted resign?", "in March", "Why did he resign?", "Why did the mayor of Elsted resign?"
    ),
    _after("When was the Halden Tunnel opened?", "1974", "How long is it?", "How long is the Halden Tunnel?"),
    _after("Who designed the Halden Tunnel?", "Keller & Roth", "Who built it?", "Who built the Halden Tunnel?"),
    _after("How many miners went on strike?", "900", "What did they want?", "What did the miners want?"),
    _after("How many miners went on strike?", "900", "Who led these people?", "Who led the miners?"),
    _after(
        "Which company makes the vaccine?",
        "Brightwell Pharma",
        "Where are its factories?",
        "Where are Brightwell Pharma's factories?",
    ),
    _after("Who sued the council?", "the residents", "What was their argument?", "What was the residents' argument?"),
    _after(
        "Who scored for Calder Town?",
        "James",
        "How many goals has he scored for them?",
        "How many goals has James scored for Calder Town?",
    ),
    _after(
        "Did Mr Hale meet Mrs Trent?",
        "yes",
        "What did she tell him?",
        "What did Mrs Trent tell Mr Hale?",
    ),
    _after(
        "What did Omar Reyes say about Lucia Bell?",
        None,
        "Did Lucia Bell answer him?",
        "Did Lucia Bell answer Omar Reyes?",
    ),
    _after(
        "What was said in court?",
        None,
        "How old is he?",
        "How old is Victor Lang?",
        "Victor Lang denied the charges in court on Monday.",
    ),
    # Impersonal "it", bound pronouns and changes of topic are no references.
    _alone("Who runs the harbour?", "Nadia Brandt", "How long did it take to dredge the harbour?"),
    _alone("When was the Halden Tunnel opened?", "1974", "How often does it rain in Bergen?"),
    _alone("When was the Halden Tunnel opened?", "1974", "Is it possible to visit the fort?"),
    _alone("Who sued the council?", "the residents", "Did Brightwell Pharma recall its vaccine?"),
    _alone("Who sued the council?", "the residents", "How many people lost their lives?"),
    _alone("Who sued the council?", "the residents", "Are there any wolves in Denmark?"),
    _alone("Who sued the council?", "the residents", "What is the name of the river that flows through Elsted?"),
    _alone("Who sued the council?", "the residents", "Who is Lucia Bell?"),
    _alone("Who sued the council?", "the residents", "who won the 1998 world cup"),
    _alone("Who sued the council?", "the residents", "List the members of the jury."),
    # Places, dates, figures, groups.
    _after(
        "Where did the ferry sink?", "off Skarvik", "How many people live there?", "How many people live in Skarvik?"
    ),
    _after("Where was Lucia Bell born?", "Elsted", "When did she move there?", "When did Lucia Bell move to Elsted?"),
    _after("When did the ferry sink?", "1994", "Who was the minister then?", "Who was the minister in 1994?"),
    _after(
        "When did the ferry sink?", "3 May 1994", "What has changed since then?", "What has changed since 3 May 1994?"
    ),
    _after("When did the ferry sink?", "3 May 1994", "What else sank that year?", "What else sank in 1994?"),
    _after(
        "How many passengers drowned in the sinking?",
        "at least 80",
        "Is that number disputed?",
        "Is the number of passengers who drowned in the sinking disputed?",
    ),
    _after(
        "How much did the dam cost?",
        "€2 billion",
        "Who confirmed that figure?",
        "Who confirmed the figure of €2 billion?",
    ),
    _after(
        "Who heads the Open Water Fund?", "Ida Moss", "What does the group do?", "What does the Open Water Fund do?"
    ),
    _after("When was the Halden Tunnel opened?", "1974", "Who paid for the tunnel?", "Who paid for the Halden Tunnel?"),
    _after("How many miners were rescued?", "12", "Who announced this?", "Who announced that miners were rescued?"),
    # Ellipsis with a phrase of the same type.
    _after(
        "How many prisoners were released?",
        "80",
        "And in December 2023?",
        "How many prisoners were released in December 2023?",
    ),
    _after("How many cars were sold in 2020?", "9,000", "And 2021?", "How many cars were sold in 2021?"),
    _after(
        "How many cars were sold in 2020?", "9,000", "and in denmark", "How many cars were sold in 2020 in denmark?"
    ),
    _after("What is the minimum wage in Chile?", "$500", "How about Peru?", "What is the minimum wage in Peru?"),
    _after("When did Calder Town last win?", "in May", "And Elsted FC?", "When did Elsted FC last win?"),
    _after("What did Omar Reyes say?", None, "And Lucia Bell?", "What did Lucia Bell say?"),
    _after("What did the government say?", None, "And the Open Water Fund?", "What did the Open Water Fund say?"),
    _after("How many nurses were hired in May?", "14", "What about doctors?", "How many doctors were hired in May?"),
    _after(
        "How much does the ferry cost for adults?",
        "$9",
        "And for children?",
        "How much does the ferry cost for children?",
    ),
    _after("How much does the ferry cost?", "$9", "And for children?", "How much does the ferry cost for children?"),
    _after("How many miners were rescued?", "12", "Yesterday?", "How many miners were rescued yesterday?"),
    _after("Who is the captain of Calder Town?", "Jo Pell", "And her deputy?", "Who is Jo Pell's deputy?"),
    # Bare question words.
    _after("How many prisoners were released?", "80", "Why?", "Why were prisoners released?"),
    _after("When did the dam break?", "in May", "where", "Where did the dam break?"),
    _after("Who closed the school?", "the council", "When?", "When did the council close the school?"),
    _after("Who closed the school?", None, "But why?", "Who closed the school, and why?"),
    _after("Did the ferry sink?", "yes", "When exactly?", "When did the ferry sink?"),
    _after("How many miners did the team rescue?", "12", "How?", "How did the team rescue miners?"),
    _after("Were miners rescued?", "yes", "How many?", "How many miners were rescued?"),
    _after("Who was arrested?", "two men", "How many?", "How many people were arrested?"),
    _after("How many people were arrested?", "2", "Who?", "Who was arrested?"),
    _after("How many people were arrested?", "2", "On what charges?", "On what charges were people arrested?"),
    _after("How many schools were closed?", "2", "Which ones?", "Which schools were closed?"),
    _after(
        "Who is the captain of Calder Town?",
        "Jo Pell",
        "Since when?",
        "Since when is Jo Pell the captain of Calder Town?",
    ),
    _after("What did the union demand?", "shorter shifts", "Why?", "Why did the union demand shorter shifts?"),
    # Corrections.
    _after("How many cars were sold in Chile?", "9,000", "Sorry, I meant Peru.", "How many cars were sold in Peru?"),
    _after("How many cars were sold?", "9,000", "No, in 2019", "How many cars were sold in 2019?"),
    _after(
        "When did Omar Reyes meet Lucia Bell?",
        "1999",
        "I meant Ida Moss, not Lucia Bell",
        "When did Omar Reyes meet Ida Moss?",
    ),
    # Chains, and answers that give no antecedent.
    Case(
        (
            Turn("How many cars were sold in Chile in 2019?", "9,000"),
            Turn("And in Peru?", "7,000", searched="How many cars were sold in Peru in 2019?"),
        ),
        "And in 2020?",
        "How many cars were sold in Peru in 2020?",
    ),
    Case(
        (
            Turn("Who owns the Halden Tunnel?", "Ida Moss"),
            Turn("When was it opened?", "1974", searched="When was the Halden Tunnel opened?"),
        ),
        "When did she buy it?",
        "When did Ida Moss buy the Halden Tunnel?",
    ),
    Case(
        (Turn("Who owns the ferry?", "Jo Pell", ("Jo Pell owns it.",), refused=True),),
        "How old is he?",
        "How old is he?",
    ),
    Case((), "What is his position?", "What is his position?"),
    _after("Warum?", None, "Why?", "Warum, and why?"),
)
