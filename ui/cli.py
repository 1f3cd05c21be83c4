"""The command ``whosays-ui``: open an index and serve the chat page.

Exit codes: 0 stopped by the person, 2 a usage or user error (one line on standard error).
"""

from __future__ import annotations

import argparse
import sys
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import RagError, SettingsError
from rag.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until it is stopped.

    Args:
        arguments: The command line without the program's name; the process's own if None.

    Returns:
        The exit code.
    """
    options = _parser().parse_args(arguments)
    try:
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
    from ui.serving.serve import application, bind, is_loopback, server  # noqa: PLC0415

    loopback = is_loopback(options.host)
    if not loopback and not options.public:
        raise SettingsError(
            f"{options.host} can be reached from other machines, and whoever reaches the page can read every "
            "indexed file; add --public if that is meant"
        )
    # The port is taken first: it is the likeliest mistake, and loading the model takes longest.
    with bind(options.host, options.port) as listening:
        from rag import Engine, evaluate  # noqa: PLC0415
        from ui.app import build  # noqa: PLC0415
        from ui.chat.examples import examples_for  # noqa: PLC0415
        from ui.evaluation.file import file_beside  # noqa: PLC0415
        from ui.evaluation.page import Measuring  # noqa: PLC0415
        from ui.services import Services  # noqa: PLC0415

        engine = Engine.open(settings.index, settings=settings)
        # Beside the start, not before it: whoever types slower than the parser loads never waits for it.
        threading.Thread(target=engine.warm_up, daemon=True).start()
        page = build(
            engine,
            Services(
                examples=examples_for(document.source for document in engine.documents()),
                measuring=Measuring(partial(evaluate, engine), beside=file_beside(settings.documents)),
                kept=Path(settings.index) / "page",
            ),
        )
        host = f"[{options.host}]" if ":" in options.host else options.host
        port = listening.getsockname()[1]
        print(f"Whosays is at http://{host}:{port} (Ctrl+C stops it)", flush=True)
        server(application(page, any_host=not loopback)).run(sockets=[listening])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="whosays-ui", description="Serve the chat page over an index.")
    parser.add_argument("--index", type=Path, metavar="DIR", help="folder of the index (default: index)")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="settings file (default: whosays.toml)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=7860, help="port to listen on, 0 for any (default: %(default)s)")
    parser.add_argument("--public", action="store_true", help="allow an address that other machines can reach")
    return parser


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a whole number from 0 to 65535")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
