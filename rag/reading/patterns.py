"""Patterns over characters for numbers and times as English writes them, with their bounds and units."""

from __future__ import annotations

import re

from rag.reading.lexicon import TIME_UNITS

__all__ = ["AGE", "ANY_NUMBER", "DATE", "DURATION", "MONEY", "ORDINAL", "QUANTITY", "SHARE"]

_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_SCALE = "hundred|thousand|million|billion|trillion|dozen"
_WORD = rf"(?:(?:{_TENS})(?:[- ](?:{_ONES}))?|(?:{_ONES})|(?:a|several|a few|half a)(?= (?:{_SCALE})\b))"
_WORDS = rf"(?:{_WORD}(?:[ -](?:{_SCALE}))*(?:(?: and|,)? {_WORD}(?:[ -](?:{_SCALE}))*)*)"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SHORT_SCALE = r"(?:bn|[mb])"
_NUMBER = rf"(?:{_DIGITS}(?:[ -](?:{_SCALE})s?\b|{_SHORT_SCALE}\b)?|{_WORDS}\b)"
_VAGUE = rf"(?:(?:tens of |hundreds of )?(?:{_SCALE})s|dozens|scores)(?= of\b| more\b|\b)"
_BOUND = (
    r"(?:(?:well |just |slightly |a little )?(?:at least|at most|no (?:more|fewer|less) than|more than|"
    r"less than|fewer than|over|under|about|approximately|approx\.?|around|roughly|nearly|almost|some|up to|"
    r"as (?:many|much|few|little) as|an estimated|estimated|close to|between|from|ca?\.|~|≈|upwards of) ?)"
)
_TO = r"(?: ?[-–—] ?| to | and | or )"
_CURRENCY = r"(?:(?:US|A|C|NZ|HK)?\$|€|£|¥|₹|USD |EUR |GBP )"
_CURRENCY_WORD = (
    r"(?:(?!per )(?:[A-Z][a-z]+|US|U\.S\.) )?(?:dollars?|euros?|pounds?(?: sterling)?|yen|yuan|francs?|pesos?|rupees?|"
    r"roubles?|rubles?|kron[ae]|bolívar(?:es)?|cents?|pence|shillings?|guilders?|crowns?|dinars?|liras?|z[lł]ot(?:y|ys)|rials?|baht|shekels?|forints?)\b"
)
_AMOUNT = rf"{_CURRENCY}{_DIGITS}(?:[ -](?:{_SCALE})s?\b| ?{_SHORT_SCALE}\b|k\b)?"

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?\b"
_YEAR = r"(?:1\d|20)\d\d(?!\d|,\d|\.\d|%)"
_ERA = r"(?: ?(?:BCE?|CE|AD|B\.C\.|A\.D\.))"
_PART = r"(?:(?:early|mid|late|the beginning of|the end of|spring|summer|autumn|fall|winter)[- ](?:of )?(?:in )?)"
_DATES = (
    rf"(?:{_WEEKDAY},? (?:the )?)?{_MONTH} {_DAY}(?:{_TO}{_DAY})?(?:,? {_YEAR})?\b",
    rf"(?:{_WEEKDAY},? )?(?:the )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?\b",
    rf"{_PART}?{_MONTH},? (?:of )?{_YEAR}\b",
    r"\b\d{4}-\d\d-\d\d\b",
    r"\b\d{1,2}/\d{1,2}/\d{2,4}\b",
    rf"\b(?:AD |A\.D\. )?\d{{1,4}}{_ERA}(?!\w)",
    r"(?:(?:early|mid|late)[- ](?:to[- ](?:mid|late)[- ])?)?"
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)|(?:{_ORDINALS}|\w+th)) (?:century|centuries|millennium)\b{_ERA}?",
    rf"{_PART}?\b{_YEAR}s\b",
    rf"\b{_YEAR}(?: ?[-–—] ?| to | and ){_YEAR}\b",
    rf"\b{_YEAR}[-–—]\d\d\b",
    rf"{_PART}?\b{_YEAR}\b",
    rf"\b(?:late |early |mid-)?{_MONTH}\b(?! [A-Z])",
    rf"\b{_WEEKDAY}\b",
)
_FRACTION = (
    r"(?:(?:one|two|three|four|a)[- ](?:thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|tenths?)|half|"
    rf"(?:{_ONES}|\d+) (?:out of|in) (?:every )?(?!{_YEAR})(?:{_ONES}|\d+))\b"
)
_PERCENT = r"(?: ?%| percent\b| per ?cent\b)"
_TIME_NOUN = "|".join(sorted(TIME_UNITS))

DATE = re.compile("|".join(f"(?:{p})" for p in _DATES))
MONEY = re.compile(
    rf"{_BOUND}?(?:{_AMOUNT}(?:{_TO}{_AMOUNT}|{_TO}{_NUMBER})?(?: {_CURRENCY_WORD})?"
    rf"|{_NUMBER}(?:{_TO}{_NUMBER})? {_CURRENCY_WORD}"
    rf"|(?:{_SCALE})s of (?:{_SCALE}s of )?{_CURRENCY_WORD})",
    re.IGNORECASE,
)
SHARE = re.compile(
    rf"{_BOUND}?(?:\b{_NUMBER}{_PERCENT}?{_TO}{_NUMBER}{_PERCENT}|{_NUMBER}{_PERCENT}(?: points?)?"
    rf"|\b{_FRACTION}(?! an? ))",
    re.IGNORECASE,
)
DURATION = re.compile(
    rf"{_BOUND}?\b(?:(?:{_NUMBER}|several|a few|an?|half an?)(?:{_TO}{_NUMBER})?(?: and a half)?|"
    rf"(?:{_SCALE})s of)[- ](?:\w+ )?(?:{_TIME_NOUN})s?\b(?:,? (?:and )?{_NUMBER} (?:{_TIME_NOUN})s?\b)*"
    r"|\bdecades\b|\bcenturies\b",
    re.IGNORECASE,
)
AGE = re.compile(
    rf"(?<=aged )\d{{1,3}}\b|(?<=age of )(?:\d{{1,3}}|{_WORDS})\b|(?:\d{{1,3}}|{_WORDS})[- ]years?[- ]old\b"
    r"|(?<=, )\d{1,3}(?=, )",
    re.IGNORECASE,
)
QUANTITY = re.compile(
    rf"(?<![\w.,/$€£]){_BOUND}?(?<![\w$€£/])(?:{_NUMBER}(?:{_TO}{_NUMBER}(?![\w%]))?|{_VAGUE})"
    r"(?: or (?:more|fewer|less))?",
    re.IGNORECASE,
)
ORDINAL = re.compile(rf"\b(?:\d+(?:st|nd|rd|th)|{_ORDINALS}|(?:{_TENS})-?\w*th)\b")
# Whether a sentence can hold any of the above: a cheap test that spares most sentences the rest.
ANY_NUMBER = re.compile(
    rf"\d|\b(?:{_ONES}|{_TENS}|{_SCALE}|{_ORDINALS})s?\b|dozens|scores|half|third|quarter|decades|centur|day|year"
    rf"|month|week|hour|{_MONTH}",
    re.IGNORECASE,
)
