"""Currencies by their marks and words: which amounts are of one currency, and which only perhaps."""

from __future__ import annotations

import re
from fractions import Fraction

from rag.disagreement.units import Unit

__all__ = ["CURRENCY_MARK", "currency_after", "currency_of_mark", "may_be"]

# Of a bare word or sign several currencies are possible: it is one of its own, related to each of them by its word.
_DOLLARS = {
    "US": "USD",
    "U.S.": "USD",
    "A": "AUD",
    "AU": "AUD",
    "C": "CAD",
    "CA": "CAD",
    "NZ": "NZD",
    "HK": "HKD",
    "S": "SGD",
    "NT": "TWD",
    "R": "BRL",
}
CURRENCY_MARK = re.compile(
    r"(?:(?P<dollar>US|U\.S\.|AU?|CA?|NZ|HK|S|NT|R)?\$|(?P<sign>[€£¥₹₽₩₪₺₴])"
    r"|(?P<code>USD|EUR|GBP|AUD|CAD|NZD|HKD|SGD|CHF|JPY|CNY|INR|RUB|SEK|NOK|DKK|BRL|MXN|ZAR|KRW|TRY|PLN|VES|COP|ARS))"
    r" ?(?=\d|\.\d)"
)
_SIGNS = {"€": "EUR", "£": "GBP", "¥": "yen", "₹": "INR", "₽": "RUB", "₩": "KRW", "₪": "ILS", "₺": "TRY", "₴": "UAH"}
_NATIONS = {
    "us": "US",
    "u.s.": "US",
    "american": "US",
    "australian": "AU",
    "canadian": "CA",
    "new zealand": "NZ",
    "hong kong": "HK",
    "singapore": "SG",
    "taiwan": "TW",
    "mexican": "MX",
    "colombian": "CO",
    "argentine": "AR",
    "argentinian": "AR",
    "chilean": "CL",
    "swiss": "CH",
    "french": "FR",
    "belgian": "BE",
    "swedish": "SE",
    "norwegian": "NO",
    "danish": "DK",
    "indian": "IN",
    "pakistani": "PK",
    "sri lankan": "LK",
    "turkish": "TR",
    "british": "GB",
    "egyptian": "EG",
    "lebanese": "LB",
    "syrian": "SY",
    "japanese": "JP",
    "chinese": "CN",
    "south korean": "KR",
    "brazilian": "BR",
    "russian": "RU",
    "kuwaiti": "KW",
    "iraqi": "IQ",
    "iranian": "IR",
}
# A currency's word, and its code where no other country's has the same word.
_WORDS_OF_MONEY = {
    "dollar": "dollar",
    "buck": "dollar",
    "euro": "EUR",
    "pound": "pound",
    "quid": "GBP",
    "yen": "yen",
    "yuan": "CNY",
    "renminbi": "CNY",
    "franc": "franc",
    "peso": "peso",
    "rupee": "rupee",
    "rouble": "RUB",
    "ruble": "RUB",
    "krona": "krona",
    "kronor": "krona",
    "krone": "krone",
    "kroner": "krone",
    "bolívar": "VES",
    "bolívare": "VES",
    "bolivar": "VES",
    "bolivare": "VES",
    "zloty": "PLN",
    "zlotys": "PLN",
    "rand": "ZAR",
    "reai": "BRL",
    "lira": "lira",
    "dinar": "dinar",
    "rial": "rial",
    "shilling": "shilling",
    "hryvnia": "UAH",
    "shekel": "ILS",
    "guilder": "guilder",
    "baht": "THB",
    "birr": "ETB",
    "crown": "crown",
    "dirham": "dirham",
    "dong": "VND",
    "escudo": "escudo",
    "florin": "florin",
    "forint": "HUF",
    "koruna": "koruna",
    "lei": "leu",
    "lev": "lev",
    "leu": "leu",
    "leva": "lev",
    "mark": "mark",
    "naira": "NGN",
    "peseta": "ESP",
    "ringgit": "MYR",
    "riyal": "riyal",
    "rupiah": "IDR",
    "taka": "BDT",
    "tenge": "KZT",
    "thaler": "thaler",
    "won": "won",
    "bitcoin": "BTC",
}
_NATIONAL = {
    ("dollar", "US"): "USD",
    ("dollar", "AU"): "AUD",
    ("dollar", "CA"): "CAD",
    ("dollar", "NZ"): "NZD",
    ("dollar", "HK"): "HKD",
    ("dollar", "SG"): "SGD",
    ("dollar", "TW"): "TWD",
    ("pound", "GB"): "GBP",
    ("franc", "CH"): "CHF",
    ("krona", "SE"): "SEK",
    ("krone", "NO"): "NOK",
    ("krone", "DK"): "DKK",
    ("rupee", "IN"): "INR",
    ("peso", "MX"): "MXN",
    ("peso", "CO"): "COP",
    ("peso", "AR"): "ARS",
    ("lira", "TR"): "TRY",
    ("yen", "JP"): "JPY",
}
_RELATED = {
    **{code: word for (word, _), code in _NATIONAL.items()},
    "JPY": "yen",
    "CNY": "yen",  # the sign ¥ is also the yuan's
}
# In English several currencies are crowns.
_CROWNS = frozenset({"crown", "krona", "krone", "koruna", "SEK", "NOK", "DKK"})
# Words that are as often no money: they are an amount only where one is looked for.
_OTHERWISE = frozenset({"VND", "crown", "leu", "lev", "mark", "pound", "won"})
_AFTER = re.compile(
    rf" ?(?:(?P<nation>{'|'.join(re.escape(n) for n in sorted(_NATIONS, key=len, reverse=True))}) )?"
    rf"(?P<word>{'|'.join(sorted(_WORDS_OF_MONEY, key=len, reverse=True))})s?(?P<sterling> sterling)?\b"
    r"| ?(?P<sign>[€£₹₽])|(?P<code> (?:USD|EUR|GBP|CHF|JPY|CNY|INR|RUB|AUD|CAD|SEK|NOK|DKK|PLN|VES))\b"
    r"|(?P<part> cents?| pence|p| centavos| pennies)\b",
    re.IGNORECASE,
)
_PARTS = {"cent": "cent", "cents": "cent", "pence": "GBP", "p": "GBP", "pennies": "penny", "centavos": "centavo"}


def currency_of_mark(match: re.Match[str]) -> Unit:
    """The currency of a match of ``CURRENCY_MARK``; a bare "$" is some dollar."""
    if match["code"]:
        return _money(match["code"])
    if match["sign"]:
        return _money(_SIGNS[match["sign"]])
    return _money(_DOLLARS[match["dollar"]] if match["dollar"] else "dollar")


def currency_after(text: str, start: int, *, money: bool) -> tuple[Unit, int] | None:
    """The currency whose word follows a number, and the character after it.

    Args:
        text: The sentence.
        start: The character after the number.
        money: Whether an amount of money is looked for; without it "pounds" and "p" are left alone, since pounds
            are a weight as well.
    """
    match = _AFTER.match(text, start)
    if match is None:
        return None
    unit = _part(match["part"].strip().lower(), money=money) if match["part"] else _whole(match, money=money)
    return None if unit is None else (unit, match.end())


def _part(word: str, *, money: bool) -> Unit | None:
    name = _PARTS[word]
    if word == "p" and not money:
        return None
    return _money(name, Fraction(1, 100)) if name == "GBP" else _money(name)


def _whole(match: re.Match[str], *, money: bool) -> Unit | None:
    if match["sign"] or match["code"]:
        return _money(_SIGNS[match["sign"]] if match["sign"] else match["code"].strip().upper())
    if match["sterling"]:
        return _money("GBP")
    word = _WORDS_OF_MONEY[match["word"].lower()]
    if match["nation"]:
        nation = _NATIONS[match["nation"].lower()]
        return _money(_NATIONAL.get((word, nation), word if word.isupper() else f"{nation} {word}"))
    if word in _OTHERWISE and not money:
        return None
    return _money("GBP" if word == "pound" else word)  # other pounds are called by their country


def _money(name: str, factor: Fraction = Fraction(1)) -> Unit:
    return Unit(name, f"money: {name}", f"money: {name}", factor)


def may_be(first: Unit, second: Unit) -> bool:
    """Whether two currencies are perhaps one: "$" and "US$", "pounds" and "£"; dollars of two countries are not."""
    names = {first.name, second.name}
    if "crown" in names:
        return names <= _CROWNS
    return any(_RELATED.get(name) in names for name in names)
