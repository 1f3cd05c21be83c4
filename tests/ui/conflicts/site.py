"""Serve the page over a hand-written audit: ``python -m tests.ui.conflicts.site FOLDER [read-only]``.

As long as FOLDER holds a file ``hold``, an audit goes on, so that a test can look on and stop it. What stands in a file
``edition`` is the edition of the index. Verdicts are kept in ``verdicts.jsonl``.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rag.types import Audit, Disagreement, Position
from rag.verdict_store import VerdictStore
from tests.ui.fake import FERRY, HARBOUR, HOSTILE, HOSTILE_LINE, FakeEngine, cite
from ui.app import build
from ui.conflicts.audits import Auditing
from ui.services import Services
from ui.serving.serve import application, bind, server

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.types import DisagreementKind

__all__ = ["AUDIT", "MANY"]

MANY = 45
_CITED = (
    cite(1, FERRY, "Four boats call at Skarvik each day."),
    cite(2, HARBOUR, "The harbour master counts three calls a day."),
    cite(3, HOSTILE, HOSTILE_LINE),
    cite(4, FERRY, "The last one leaves at 21:40."),
    cite(5, HARBOUR, "He has done so since 2019."),
    *(cite(5 + n, FERRY, f"Notice {n}: the jetty of island {n} is closed for repairs") for n in range(1, MANY)),
)


def _conflict(topic: str, kind: DisagreementKind, *positions: tuple[str, str | None, int]) -> Disagreement:
    return Disagreement(
        topic=topic,
        kind=kind,
        explanation="Both cannot be true.",
        positions=tuple(
            Position(
                value=value,
                normalized=value,
                sources=(_CITED[number - 1].source,),
                attributed_to=who,
                citations=(number,),
            )
            for value, who, number in positions
        ),
    )


AUDIT = Audit(
    conflicts=(
        _conflict("the number of boats (Skarvik, day)", "number", ("Four", None, 1), ("three", "the master", 2)),
        _conflict(HOSTILE_LINE, "status", (HOSTILE_LINE, HOSTILE_LINE, 3), ("21:40", None, 4)),
        _conflict("the date (count)", "date", ("2019", None, 5), ("21:40", None, 4)),
        *(
            _conflict(f"the number of notice {n}", "number", (str(n), None, 5 + n), ("three", None, 2))
            for n in range(1, MANY)
        ),
    ),
    citations=_CITED,
    files=3,
    statements=2 * MANY + 4,
    compared=900,
)


def main(folder: Path, *, read_only: bool) -> None:
    def audit(*, progress: Callable[[str, int, int], None] | None = None) -> Audit:
        tell = progress or (lambda *_: None)
        tell("reading", 40, 40)
        tell("comparing", 3, 9)
        while (folder / "hold").exists():
            time.sleep(0.05)
            tell("comparing", 3, 9)
        return AUDIT

    def edition() -> str:
        file = folder / "edition"
        return file.read_text(encoding="utf-8") if file.exists() else "first"

    services = Services(
        verdicts=VerdictStore(folder / "verdicts.jsonl"), auditing=Auditing(audit, edition), read_only=read_only
    )
    with bind("127.0.0.1", 0) as listening:
        app = application(build(FakeEngine(), services))
        print(f"at http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        server(app).run(sockets=[listening])


if __name__ == "__main__":
    main(Path(sys.argv[1]), read_only="read-only" in sys.argv[2:])
