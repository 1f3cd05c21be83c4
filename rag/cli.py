"""The command ``whosays``: index, ask, search, conflicts, eval, questions, doctor."""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from rag.errors import RagError
from rag.settings import Settings, load_settings
from rag.text.plural import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rag.engine import Engine
    from rag.indexing import FileReport, IndexReport
    from rag.types import Answer, Hit

__all__ = ["main"]

OK, MISSED, WRONG = 0, 1, 2
_INTERRUPTED = 130


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One clear line, where argparse would print its whole usage."""
        self.exit(WRONG, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code: 0 done, 1 a check was missed, 2 a usage or user error."""
    options = _parser().parse_args(arguments)
    try:
        settings = load_settings(options.settings, index=options.index)
        code: int = options.run(options, settings)
        sys.stdout.flush()
    except RagError as error:
        print(f"whosays: {error}", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        print("whosays: stopped; what was reported done is kept", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader of our output (such as head) has enough; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        print(f"whosays: {error.filename or 'the system'}: {error.strerror or error}", file=sys.stderr)
        return WRONG
    return code


def _parser() -> _Parser:
    parser = _Parser(
        prog="whosays", description="Ask your own documents: answers made of quotes, each with the file it comes from."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    index = commands.add_parser("index", help="build the index, or bring it up to date")
    index.add_argument("paths", metavar="PATH", nargs="*", type=Path, help="files and folders (default: seeds)")
    index.add_argument("--forget", metavar="PATH", nargs="+", type=Path, default=[], help="index these no more")
    index.set_defaults(run=_index)

    ask = commands.add_parser("ask", help="answer a question with citations")
    ask.add_argument("question")
    ask.add_argument("--source", metavar="FILE", nargs="+", help="ask only these files")
    form = ask.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    form.add_argument("--markdown", action="store_true", help="print Markdown whose footnotes carry the quotes")
    ask.set_defaults(run=_ask)

    search = commands.add_parser("search", help="find passages, and say why each was found")
    search.add_argument("query")
    search.add_argument("-k", metavar="N", type=int, default=10, help="how many passages (default: 10)")
    search.add_argument("--source", metavar="FILE", nargs="+", help="search only these files")
    search.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    search.set_defaults(run=_search)

    conflicts = commands.add_parser("conflicts", help="find what the files disagree on, with no question asked")
    conflicts.add_argument("--source", metavar="FILE", nargs="+", help="only between these files")
    conflicts.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    conflicts.add_argument(
        "--fail-on-new", metavar="FILE.json", type=Path, help="exit with 1 for one that --json did not print then"
    )
    conflicts.add_argument(
        "--verdicts", metavar="FILE", type=Path, help="what people made of them (default: verdicts.jsonl of the index)"
    )
    conflicts.set_defaults(run=_conflicts)

    evaluation = commands.add_parser("eval", help="measure the answers by test questions")
    evaluation.add_argument(
        "questions", metavar="QUESTIONS", type=Path, help="one JSON object a line; or a BEIR folder or SQuAD file"
    )
    evaluation.add_argument(
        "--documents", metavar="PATH", nargs="+", type=Path, help="first bring the index up to date with these"
    )
    evaluation.add_argument("--split", metavar="NAME", help="only the questions of this split")
    evaluation.add_argument("--sample", metavar="N", type=int, help="only so many of them, drawn at random")
    evaluation.add_argument("--drafts", action="store_true", help="ask drafted questions that nobody has kept yet too")
    evaluation.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    evaluation.add_argument("--report", metavar="FILE.html", type=Path, help="write a page with plots and every miss")
    evaluation.add_argument("--baseline", metavar="FILE.json", type=Path, help="compare with what --json printed then")
    evaluation.add_argument(
        "--jobs", metavar="N", type=int, default=1, help="ask so many questions at a time, each in its own process"
    )
    evaluation.add_argument(
        "--min", metavar="METRIC=VALUE", nargs="+", action="extend", default=[], help="exit with 1 where it is below"
    )
    evaluation.set_defaults(run=_eval)

    questions = commands.add_parser("questions", help="draft test questions from the index, to keep or drop")
    questions.add_argument("--n", metavar="N", type=int, default=40, help="how many at most (default: 40)")
    questions.add_argument("--seed", metavar="N", type=int, default=0, help="draw others (default: 0)")
    questions.add_argument("--out", metavar="FILE.jsonl", type=Path, help="write them here (default: standard output)")
    questions.set_defaults(run=_questions)

    doctor = commands.add_parser("doctor", help="say what is installed and what is wrong, with the mend")
    doctor.set_defaults(run=_doctor)

    for command in (index, ask, search, conflicts, evaluation, questions, doctor):
        command.add_argument("--index", metavar="DIR", type=Path, help="folder of the index (default: index)")
        command.add_argument("--settings", metavar="FILE", type=Path, help="settings file (default: whosays.toml)")
    return parser


def _index(options: argparse.Namespace, settings: Settings) -> int:
    from rag.building import build_index  # noqa: PLC0415  (heavy: --help and errors should not wait for it)

    if sys.stderr.isatty():
        with _Bar() as bar:
            report = build_index(options.paths, settings, bar.update, forget=options.forget)
    else:
        report = build_index(options.paths, settings, forget=options.forget)
    for line in _report_lines(report):
        print(line)
    return OK


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    from rag.engine import Engine  # noqa: PLC0415
    from rag.exporting.markdown import to_markdown  # noqa: PLC0415

    with _quickly(Engine.open, settings) as engine:
        answers = engine.stream(options.question, sources=options.source)
        if options.json or options.markdown:
            *_, answer = answers
            print(answer.model_dump_json(indent=2) if options.json else to_markdown(answer).rstrip("\n"))
            return OK
        answer = _print_growing(answers) if sys.stdout.isatty() else _print_whole(answers)
    for warning in answer.warnings:
        print(f"whosays: {warning}", file=sys.stderr)
    return OK


def _search(options: argparse.Namespace, settings: Settings) -> int:
    from rag.engine import Engine  # noqa: PLC0415

    with _quickly(Engine.open, settings) as engine:
        hits = engine.search(options.query, k=options.k, sources=options.source)
    if options.json:
        print(json.dumps([hit.model_dump(mode="json") for hit in hits], ensure_ascii=False, indent=2))
    elif not hits:
        print("nothing found")
    else:
        print("\n\n".join(_hit_lines(number, hit) for number, hit in enumerate(hits, 1)))
    return OK


def _conflicts(options: argparse.Namespace, settings: Settings) -> int:
    from rag.auditing import audit_lines, load_audit, new_conflicts  # noqa: PLC0415
    from rag.engine import Engine  # noqa: PLC0415
    from rag.verdict_store import VERDICTS, VerdictStore, read_verdicts  # noqa: PLC0415
    from rag.verdicts import judge_audit  # noqa: PLC0415

    earlier = load_audit(options.fail_on_new) if options.fail_on_new else None
    kept = VerdictStore(settings.index / VERDICTS)
    verdicts = read_verdicts(options.verdicts) if options.verdicts else kept.read()
    for broken in verdicts.broken:
        print(f"whosays: {broken}", file=sys.stderr)
    with _quickly(Engine.open, settings) as engine, _Bar() if sys.stderr.isatty() else nullcontext() as bar:
        audit = engine.conflicts(sources=options.source, progress=bar.update if bar else None)
    judged = judge_audit(audit, verdicts)
    if options.json:
        print((judged if judged.judged else audit).model_dump_json(indent=2))
    else:
        print("\n".join(audit_lines(audit, judged.judged)))
    new = [found for found in new_conflicts(audit, earlier) if found in judged.standing] if earlier else []
    for conflict in new:
        print(f"whosays: new: sources disagree on {conflict.topic}", file=sys.stderr)
    return MISSED if new else OK


def _eval(options: argparse.Namespace, settings: Settings) -> int:
    from rag.evaluation.command import measure  # noqa: PLC0415

    # Much lives on (models, parses), so that looking for garbage often finds little: seconds in a minute.
    gc.set_threshold(50_000, 20, 100)
    with _Bar() if sys.stderr.isatty() else nullcontext() as bar:
        measured = measure(
            options.questions,
            settings,
            documents=options.documents,
            split=options.split,
            sample=options.sample,
            drafts=options.drafts,
            baseline=options.baseline,
            floors=options.min,
            report=options.report,
            jobs=options.jobs,
            progress=bar.update if bar else None,
        )
    print(measured.json() if options.json else "\n".join(measured.lines()))
    for missed in measured.below:
        print(f"whosays: {missed}", file=sys.stderr)
    return MISSED if measured.below else OK


def _questions(options: argparse.Namespace, settings: Settings) -> int:
    from rag.evaluation.command import draft  # noqa: PLC0415
    from rag.evaluation.drafting.draft import json_lines  # noqa: PLC0415

    with _Bar() if sys.stderr.isatty() else nullcontext() as bar:
        drafts = draft(
            settings, count=options.n, seed=options.seed, out=options.out, progress=bar.update if bar else None
        )
    if options.out:
        print(f'{plural(len(drafts), "draft")} in {options.out}: take "draft" out of those that you keep')
    else:
        print(json_lines(drafts), end="")
    if len(drafts) < options.n:
        print(f"whosays: the index gives {plural(len(drafts), 'question')}, not {options.n}", file=sys.stderr)
    return OK


def _quickly(open_engine: Callable[..., Engine], settings: Settings) -> Engine:
    """Open an engine without pauses to collect garbage: loading a model makes much that lives on, and little else."""
    gc.disable()
    try:
        return open_engine(settings=settings)
    finally:
        gc.freeze()  # what is there now is not looked through again, neither later nor at exit
        gc.enable()


def _doctor(_options: argparse.Namespace, settings: Settings) -> int:
    from rag.doctor import examine  # noqa: PLC0415

    sound = True
    for finding in examine(settings):
        sound = sound and finding.ok
        mend = f"; {finding.mend}" if finding.mend and finding.mend not in finding.found else ""
        print(f"{'ok' if finding.ok else 'PROBLEM':8}{finding.what}: {finding.found}{mend}", flush=True)
    return OK if sound else MISSED


def _report_lines(report: IndexReport) -> list[str]:
    lines = [_file_line(file) for file in report.files]
    counts = [
        f"{count} {status if status != 'problem' or count == 1 else 'problems'}"
        for status in ("added", "changed", "renamed", "unchanged", "removed", "problem")
        if (count := report.count(status))
    ]
    return [*lines, f"{', '.join(counts) or 'no files'}; {plural(report.embedded, 'passage')} embedded"]


def _file_line(file: FileReport) -> str:
    line = f"{file.status:10}{file.source}"
    match file.status:
        case "problem":
            return f"{line}: {file.reason}; {file.mend}"
        case "renamed":
            return f"{line} (was {file.was})"
        case "removed":
            return line
        case _:
            return f"{line} ({plural(file.chunks, 'passage')})"


def _print_whole(answers: Iterator[Answer]) -> Answer:
    *_, answer = answers
    print(_plain(answer))
    return answer


def _print_growing(answers: Iterator[Answer]) -> Answer:
    """Print an answer while it is being written: what each has more than the one before, and last what follows."""
    shown = ""
    for answer in answers:
        # Its sentences stand in the first paragraph; what follows them may still change.
        begun = _plain(answer.model_copy(update={"text": answer.text.split("\n\n", 1)[0]}))
        if begun.startswith(shown):
            print(begun[len(shown) :], end="", flush=True)
            shown = begun
    whole = _plain(answer)
    print(whole[len(shown) :] if whole.startswith(shown) else f"\n\n{whole}")
    return answer


def _plain(answer: Answer) -> str:
    """The answer's Markdown as plain text: no escapes, no stars."""
    lines = [re.sub(r"\\([!-/:-@\[-`{-~])|\*\*", r"\1", line).rstrip() for line in answer.text.split("\n")]
    if answer.searched_for != answer.question:
        lines[:0] = [f"Searched for: {answer.searched_for}", ""]
    return "\n".join(lines)


def _hit_lines(number: int, hit: Hit) -> str:
    why = [
        f"by meaning {hit.dense_rank}" if hit.dense_rank else "",
        f"by words {hit.lexical_rank}" if hit.lexical_rank else "",
        f"matched: {', '.join(hit.matched_terms)}" if hit.matched_terms else "",
    ]
    head = f"{number}. {hit.source} {hit.start}-{hit.end}  score {hit.score:.3f}  ({'; '.join(filter(None, why))})"
    return f"{head}\n{hit.text}"


class _Bar:
    """A progress bar on standard error, for people at a terminal."""

    def __enter__(self) -> _Bar:
        from tqdm import tqdm  # noqa: PLC0415

        self._stage = ""
        self._bar = tqdm(leave=False, unit="")
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def update(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage or total != self._bar.total:
            self._stage = stage
            self._bar.reset(total)
            self._bar.set_description(stage)
        self._bar.update(done - self._bar.n)


if __name__ == "__main__":
    sys.exit(main())
