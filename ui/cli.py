"""The command ``whosays-ui``: open an index and serve the chat page, or name who may sign in to it.

Exit codes: 0 stopped by the person, 2 a usage or user error (one line on standard error).
"""

from __future__ import annotations

import argparse
import getpass
import sys
import threading
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import MissingDependency, RagError, SettingsError
from rag.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag import Engine
    from ui.chat.examples import DraftedExamples

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until it is stopped, or add a person.

    Args:
        arguments: The command line without the program's name; the process's own if None.

    Returns:
        The exit code.
    """
    options = _parser().parse_args(arguments)
    try:
        if options.add_user is not None:
            _add_person(*options.add_user)
        else:
            _serve(options)
    except RagError as error:
        print(f"whosays-ui: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        pass
    return 0


def _serve(options: argparse.Namespace) -> None:
    settings = load_settings(options.settings, index=options.index)
    # Gradio takes seconds to import: not for --help, and not before the settings are known to be right.
    from ui.serving.accounts import Accounts  # noqa: PLC0415
    from ui.serving.hosts import Root  # noqa: PLC0415
    from ui.serving.serve import application, bind, is_loopback, server  # noqa: PLC0415

    root = Root.parse(options.root_path) if options.root_path else Root()
    accounts = None if options.auth is None else Accounts(options.auth)
    if options.mcp and find_spec("mcp") is None:
        raise MissingDependency("mcp", "mcp")
    near = is_loopback(options.host) and (not root.origin or is_loopback(root.name))
    if not near and accounts is None and not options.public:
        raise SettingsError(
            f"{root.origin or options.host} can be reached from other machines, and whoever reaches the page can read "
            "every indexed file; add --auth FILE to let people sign in, or --public if everybody is meant"
        )
    if accounts is not None and accounts.warning is not None:
        print(f"whosays-ui: {accounts.warning}", file=sys.stderr)
    read_only = options.read_only or (not near and accounts is None)
    if read_only and not options.read_only:
        print("whosays-ui: nobody signs in, so the page changes and keeps nothing (--read-only)", file=sys.stderr)
    max_upload_mb = 0 if read_only else options.max_upload
    # The port is taken first: it is the likeliest mistake, and loading the model takes longest.
    with bind(options.host, options.port) as listening:
        from rag import Engine, build_index, draft_questions, evaluate  # noqa: PLC0415
        from rag.verdict_store import VERDICTS, VerdictStore  # noqa: PLC0415
        from ui.api.programs import Programs  # noqa: PLC0415
        from ui.api.tools import PATH, tools  # noqa: PLC0415
        from ui.app import build  # noqa: PLC0415
        from ui.chat.examples import DraftedExamples  # noqa: PLC0415
        from ui.conflicts.audits import Auditing  # noqa: PLC0415
        from ui.documents.library import Library  # noqa: PLC0415
        from ui.evaluation.file import file_beside  # noqa: PLC0415
        from ui.evaluation.page import Measuring  # noqa: PLC0415
        from ui.feedback.page import saved_questions  # noqa: PLC0415
        from ui.services import Services  # noqa: PLC0415

        engine = Engine.open(settings.index, settings=settings)
        programs = Programs(engine)
        # Beside the start, not before it: whoever types slower than the parser loads never waits for it.
        examples = DraftedExamples(engine, partial(draft_questions, engine))
        threading.Thread(target=_warm_up, args=(engine, examples), daemon=True).start()
        page = build(
            engine,
            Services(
                examples=examples,
                measuring=Measuring(
                    partial(evaluate, engine),
                    beside=file_beside(settings.documents),
                    saved=saved_questions(Path(settings.index) / "page"),
                ),
                library=Library(
                    engine.inventory,
                    partial(build_index, settings=settings),
                    Path(settings.index) / "uploads",
                    settings.max_file_mb,
                ),
                verdicts=VerdictStore(settings.index / VERDICTS),
                auditing=Auditing(engine.conflicts, engine.edition),
                programs=programs,
                kept=Path(settings.index) / "page",
                read_only=read_only,
                max_upload_mb=max_upload_mb,
                may_add_paths=options.allow_paths and not read_only,
            ),
        )
        host = f"[{options.host}]" if ":" in options.host else options.host
        port = listening.getsockname()[1]
        print(f"Whosays is at http://{host}:{port} (Ctrl+C stops it)", flush=True)
        if options.mcp:
            at = root.address if root.origin else f"http://{host}:{port}{root.prefix}"
            print(f"Its tools are at {at}{PATH}", flush=True)
        app = application(
            page,
            any_host=not is_loopback(options.host),
            root=root,
            accounts=accounts,
            tools=tools(programs) if options.mcp else None,
        )
        server(app).run(sockets=[listening])


def _warm_up(engine: Engine, examples: DraftedExamples) -> None:
    engine.warm_up()
    examples()


def _add_person(name: str, file: str) -> None:
    """Ask for a password, twice at a terminal, and write the person's line."""
    from ui.serving.accounts import add_person  # noqa: PLC0415

    if sys.stdin.isatty():
        password = getpass.getpass(f"Password for {name}: ")
        if getpass.getpass("Once more: ") != password:
            raise SettingsError("the two passwords differ; nothing was written")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    known = add_person(Path(file), name, password)
    print(f"{name} has a new password in {file}" if known else f"{name} may sign in: {file}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="whosays-ui", description="Serve the chat page over an index.")
    parser.add_argument("--index", type=Path, metavar="DIR", help="folder of the index (default: index)")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="settings file (default: whosays.toml)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=7860, help="port to listen on, 0 for any (default: %(default)s)")
    parser.add_argument(
        "--public", action="store_true", help="let everybody in who can reach the address, to read and ask only"
    )
    parser.add_argument("--auth", type=Path, metavar="FILE", help="let in only the people in this file: see --add-user")
    parser.add_argument(
        "--add-user", nargs=2, metavar=("NAME", "FILE"), help="ask for a password, write it (hashed) to FILE, and end"
    )
    parser.add_argument("--read-only", action="store_true", help="change nothing, and keep nothing that people do")
    parser.add_argument(
        "--root-path", default="", metavar="ADDRESS", help="where a proxy serves the page: /path or https://host/path"
    )
    parser.add_argument(
        "--max-upload",
        type=_mebibytes,
        default=50,
        metavar="MB",
        help="largest file to upload, 0 for none (default: 50)",
    )
    parser.add_argument("--mcp", action="store_true", help="offer what programs may ask as MCP tools, at /mcp")
    parser.add_argument(
        "--allow-paths", action="store_true", help="let people of the page index any file of this machine by its path"
    )
    return parser


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a whole number from 0 to 65535")
    return int(text)


def _mebibytes(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 10_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no size: give a whole number of MiB, 0 for no uploads")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
