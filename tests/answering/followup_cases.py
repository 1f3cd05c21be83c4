"""Follow-ups on invented topics, by which the rules were developed."""

from __future__ import annotations

from .followup_case import Case, Turn, after, alone

__all__ = ["DEVELOPMENT"]

DEVELOPMENT: tuple[Case, ...] = (
    # A month with its year is one date.
    after(
        "How many ferries sank in August 2019?",
        "two",
        "And in December 2021?",
        "How many ferries sank in December 2021?",
    ),
    # Pronouns and possessives.
    after("Who runs the harbour?", "Nadia Brandt", "What is her salary?", "What is Nadia Brandt's salary?"),
    after("Who runs the harbour?", "Nadia Brandt", "and who appointed her", "who appointed Nadia Brandt"),
    after(
        "When did the mayor of Elsted resign?", "in March", "Why did he resign?", "Why did the mayor of Elsted resign?"
    ),
    after("When was the Halden Tunnel opened?", "1974", "How long is it?", "How long is the Halden Tunnel?"),
    after("Who designed the Halden Tunnel?", "Keller & Roth", "Who built it?", "Who built the Halden Tunnel?"),
    after("How many miners went on strike?", "900", "What did they want?", "What did the miners want?"),
    after("How many miners went on strike?", "900", "Who led these people?", "Who led the miners?"),
    after(
        "Which company makes the vaccine?",
        "Brightwell Pharma",
        "Where are its factories?",
        "Where are Brightwell Pharma's factories?",
    ),
    after("Who sued the council?", "the residents", "What was their argument?", "What was the residents' argument?"),
    after(
        "Who scored for Calder Town?",
        "James",
        "How many goals has he scored for them?",
        "How many goals has James scored for Calder Town?",
    ),
    after(
        "Did Mr Hale meet Mrs Trent?",
        "yes",
        "What did she tell him?",
        "What did Mrs Trent tell Mr Hale?",
    ),
    after(
        "What did Omar Reyes say about Lucia Bell?",
        None,
        "Did Lucia Bell answer him?",
        "Did Lucia Bell answer Omar Reyes?",
    ),
    after(
        "What was said in court?",
        None,
        "How old is he?",
        "How old is Victor Lang?",
        "Victor Lang denied the charges in court on Monday.",
    ),
    # Impersonal "it", bound pronouns and changes of topic are no references.
    alone("Who runs the harbour?", "Nadia Brandt", "How long did it take to dredge the harbour?"),
    alone("When was the Halden Tunnel opened?", "1974", "How often does it rain in Bergen?"),
    alone("When was the Halden Tunnel opened?", "1974", "Is it possible to visit the fort?"),
    alone("Who sued the council?", "the residents", "Did Brightwell Pharma recall its vaccine?"),
    alone("Who sued the council?", "the residents", "How many people lost their lives?"),
    alone("Who sued the council?", "the residents", "Are there any wolves in Denmark?"),
    alone("Who sued the council?", "the residents", "What is the name of the river that flows through Elsted?"),
    alone("Who sued the council?", "the residents", "Who is Lucia Bell?"),
    alone("Who sued the council?", "the residents", "who won the 1998 world cup"),
    alone("Who sued the council?", "the residents", "List the members of the jury."),
    # Places, dates, figures, groups.
    after(
        "Where did the ferry sink?", "off Skarvik", "How many people live there?", "How many people live in Skarvik?"
    ),
    after("Where was Lucia Bell born?", "Elsted", "When did she move there?", "When did Lucia Bell move to Elsted?"),
    after("When did the ferry sink?", "1994", "Who was the minister then?", "Who was the minister in 1994?"),
    after(
        "When did the ferry sink?", "3 May 1994", "What has changed since then?", "What has changed since 3 May 1994?"
    ),
    after("When did the ferry sink?", "3 May 1994", "What else sank that year?", "What else sank in 1994?"),
    after(
        "How many passengers drowned in the sinking?",
        "at least 80",
        "Is that number disputed?",
        "Is the number of passengers who drowned in the sinking disputed?",
    ),
    after(
        "How much did the dam cost?",
        "€2 billion",
        "Who confirmed that figure?",
        "Who confirmed the figure of €2 billion?",
    ),
    after("Who heads the Open Water Fund?", "Ida Moss", "What does the group do?", "What does the Open Water Fund do?"),
    after("When was the Halden Tunnel opened?", "1974", "Who paid for the tunnel?", "Who paid for the Halden Tunnel?"),
    after("How many miners were rescued?", "12", "Who announced this?", "Who announced that miners were rescued?"),
    # Ellipsis with a phrase of the same type.
    after(
        "How many prisoners were released?",
        "80",
        "And in December 2023?",
        "How many prisoners were released in December 2023?",
    ),
    after("How many cars were sold in 2020?", "9,000", "And 2021?", "How many cars were sold in 2021?"),
    after("How many cars were sold in 2020?", "9,000", "and in denmark", "How many cars were sold in 2020 in denmark?"),
    after("What is the minimum wage in Chile?", "$500", "How about Peru?", "What is the minimum wage in Peru?"),
    after("When did Calder Town last win?", "in May", "And Elsted FC?", "When did Elsted FC last win?"),
    after("What did Omar Reyes say?", None, "And Lucia Bell?", "What did Lucia Bell say?"),
    after("What did the government say?", None, "And the Open Water Fund?", "What did the Open Water Fund say?"),
    after("How many nurses were hired in May?", "14", "What about doctors?", "How many doctors were hired in May?"),
    after(
        "How much does the ferry cost for adults?",
        "$9",
        "And for children?",
        "How much does the ferry cost for children?",
    ),
    after("How much does the ferry cost?", "$9", "And for children?", "How much does the ferry cost for children?"),
    after("How many miners were rescued?", "12", "Yesterday?", "How many miners were rescued yesterday?"),
    after("Who is the captain of Calder Town?", "Jo Pell", "And her deputy?", "Who is Jo Pell's deputy?"),
    # Bare question words.
    after("How many prisoners were released?", "80", "Why?", "Why were prisoners released?"),
    after("When did the dam break?", "in May", "where", "Where did the dam break?"),
    after("Who closed the school?", "the council", "When?", "When did the council close the school?"),
    after("Who closed the school?", None, "But why?", "Who closed the school, and why?"),
    after("Did the ferry sink?", "yes", "When exactly?", "When did the ferry sink?"),
    after("How many miners did the team rescue?", "12", "How?", "How did the team rescue miners?"),
    after("Were miners rescued?", "yes", "How many?", "How many miners were rescued?"),
    after("Who was arrested?", "two men", "How many?", "How many people were arrested?"),
    after("How many people were arrested?", "2", "Who?", "Who was arrested?"),
    after("How many people were arrested?", "2", "On what charges?", "On what charges were people arrested?"),
    after("How many schools were closed?", "2", "Which ones?", "Which schools were closed?"),
    after(
        "Who is the captain of Calder Town?",
        "Jo Pell",
        "Since when?",
        "Since when is Jo Pell the captain of Calder Town?",
    ),
    after("What did the union demand?", "shorter shifts", "Why?", "Why did the union demand shorter shifts?"),
    # What a person asks next, by earlier question.
    after(
        "Who announced the layoffs?",
        "Iris Falk",
        "When did he announce them?",
        "When did Iris Falk announce the layoffs?",
    ),
    after(
        "How many people died in the flood?",
        "12",
        "How many were children?",
        "How many people who died in the flood were children?",
    ),
    after("How many people died in the flood?", "12", "And injured?", "How many people were injured in the flood?"),
    after("How many people died in the flood?", "12", "Who says so?", "Who says that people died in the flood?"),
    after("How many people died in the flood?", "12", "When did it happen?", "When did the flood happen?"),
    after("How many people died in the flood?", "12", "Where?", "Where did people die in the flood?"),
    after("How many people died in the flood?", "12", "How many more?", "How many more people died in the flood?"),
    after("Were hostages freed?", "yes", "How many were women?", "How many hostages were women?"),
    after(
        "How many goals did Tom Orr score in 2011?",
        "19",
        "How many did Jo Pell score?",
        "How many goals did Jo Pell score in 2011?",
    ),
    after(
        "How many goals did Tom Orr score in 2011?",
        "19",
        "No, I meant assists",
        "How many assists did Tom Orr score in 2011?",
    ),
    after(
        "When did the Halden Tunnel open?", "12 May 1974", "Who was king at that time?", "Who was king on 12 May 1974?"
    ),
    after("When did the Halden Tunnel open?", "12 May 1974", "And where?", "Where did the Halden Tunnel open?"),
    after("Who is the CEO of Brightwell Pharma?", "Maya Lindt", "And of Tarn Foods?", "Who is the CEO of Tarn Foods?"),
    after(
        "Who is the CEO of Brightwell Pharma?",
        "Maya Lindt",
        "And the chairman?",
        "Who is the chairman of Brightwell Pharma?",
    ),
    after(
        "Who is the CEO of Brightwell Pharma?",
        "Maya Lindt",
        "What does the company make?",
        "What does Brightwell Pharma make?",
    ),
    after("Who is Dario Romero?", "the director of Aid Watch", "Where does he live?", "Where does Dario Romero live?"),
    after(
        "Who is Dario Romero?", "the director of Aid Watch", "What does the organisation do?", "What does Aid Watch do?"
    ),
    after("What is the population of Denmark?", "6 million", "What is its capital?", "What is Denmark's capital?"),
    after("What is the population of Denmark?", "6 million", "And its area?", "What is Denmark's area?"),
    after("What is the capital of Peru?", "Lima", "population?", "What is the population of Peru?"),
    after("What is the capital of Peru?", "Lima", "Tell me more about it", "Tell me more about Lima"),
    after("Did the court convict Omar Reyes?", "yes", "Of what?", "Of what did the court convict Omar Reyes?"),
    after("Did Brightwell Pharma recall the drug?", None, "Who ordered it?", "Who ordered the drug?"),
    after("What did the report recommend?", "closing the mine", "Who wrote it?", "Who wrote the report?"),
    after("What did the report recommend?", "closing the mine", "Who opposed this?", "Who opposed closing the mine?"),
    after(
        "What was the cause of the fire?",
        "a faulty heater",
        "Is that certain?",
        "Is it certain that a faulty heater was the cause of the fire?",
    ),
    after(
        "Who won the election in 2018?",
        "Ida Moss",
        "By how much?",
        "By how much did Ida Moss win the election in 2018?",
    ),
    after(
        "How many hostages have been freed?", "9", "And Danish citizens?", "How many Danish citizens have been freed?"
    ),
    after("How many hostages have been freed?", "9", "Women?", "How many women have been freed?"),
    after(
        "How many hostages have been freed?",
        "9",
        "according to Aid Watch?",
        "How many hostages have been freed according to Aid Watch?",
    ),
    after(
        "Which clinic was hit?",
        "Saint Ada Clinic",
        "How many were killed there?",
        "How many were killed at Saint Ada Clinic?",
    ),
    # Not completed: thanks, doubt, a relative clause, "then" of order, "those" with its own description.
    alone("What is the capital of Peru?", "Lima", "Thanks!"),
    alone("What is the capital of Peru?", "Lima", "Really?"),
    alone("Who runs the harbour?", "Nadia Brandt", "What is the name of the movement that opposed the dam?"),
    alone("Who runs the harbour?", "Nadia Brandt", "How many of those fleeing the war reached Elsted?"),
    alone("Who runs the harbour?", "Nadia Brandt", "No longer in use, what was the old mint for?"),
    alone("Who runs the harbour?", "Nadia Brandt", "   "),
    # Corrections.
    after("How many cars were sold in Chile?", "9,000", "Sorry, I meant Peru.", "How many cars were sold in Peru?"),
    after("How many cars were sold?", "9,000", "No, in 2019", "How many cars were sold in 2019?"),
    after(
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
    after("Warum?", None, "Why?", "Warum, and why?"),
)
