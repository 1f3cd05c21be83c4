"""Texts that are hard to cut, and a source of many more."""

from __future__ import annotations

import random

__all__ = ["ODD_TEXTS", "random_texts"]

ODD_TEXTS = (
    "",
    " ",
    "\n",
    " \n\t\n ",
    ".",
    "...",
    "?!",
    "\n.\n",
    "no full stop",
    "One. Two. Three.",
    "Trailing space. \n\n",
    "\ufeffMarked. Text.",
    "Zero\u200bwidth. Soft\u00adhyphen. No\u00a0break.",
    "Line\u2028separator. Paragraph\u2029separator. Next\u0085line. Form\ffeed. Vertical\vtab.",
    "Tabs\tand. \tMore\t.",
    "e\u0301tude. E\u0301cole! \u0301Combining first.",
    "Family 👩‍👩‍👧‍👦 here. Flag 🇪🇺! Skin 👍🏽. 😀😀😀",
    "日本語の文です。次の文です！「はい。」と言った。終わり",
    "这是第一句。这是第二句？是的！",
    "नमस्ते दुनिया। यह दूसरा वाक्य है।",
    "هذه جملة. وهذه أخرى؟ نعم!",
    "Он сказал: «Да». Потом ушёл… И всё.",
    "¿Qué? ¡No! Sí.",
    "“Quoted. Inside.” After. ‘Single.’ (Brackets. Here.) [More.]",
    "Unbalanced “quote. And ( bracket. End",
    '"' * 50 + ". " + "(" * 50,
    "a" * 5000,
    ". " * 500,
    "\n".join("x" for _ in range(300)),
    "Mr. Dr. U.S. e.g. i.e. No. 5 vs. p. 3",
    "- item one\n- item two\n1. first\n2) second\n(3) third",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "http://example.org/a.b?c=d.e and a@b.co. Then 1.2.3 and 10.000,50.",
    "\x00\x01\x1c\x1d\x1e\x1f.",
    "𝐁𝐨𝐥𝐝 𝕋𝕖𝕩𝕥. \U0010ffff End.",
)

_PIECES = (
    *"abcXYZ019.,;:!?…。！？'\"“”‘’«»()[]-—–*•#>|",
    *" \n\t\u00a0\u3000\u2028\u200b\u0301",
    *"éßñ日本語한국العربيةनि😀",
    " ",
    " ",
    "\n",
    "\n\n",
    ". ",
    ".\n",
    "Mr. ",
    "U.S. ",
    "e.g. ",
    "3.5 ",
    "word ",
    "Word ",
    "👩‍👧",
    "- ",
    "1. ",
    "a line that is about as long as lines are where programs wrap them, ",
)


def random_texts(count: int, *, seed: int, pieces: int = 60) -> list[str]:
    """Texts put together at random, always the same ones for a seed."""
    source = random.Random(seed)
    return ["".join(source.choices(_PIECES, k=source.randint(1, pieces))) for _ in range(count)]
