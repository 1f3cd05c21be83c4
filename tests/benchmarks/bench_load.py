"""Ten people at once, through the served page, on this machine only.

    python -m tests.benchmarks.bench_load [--index DIR] [--people 10] [--questions 3]

Starts ``whosays-ui`` on 127.0.0.1 over the index (of seeds/, if none is named), waits until its models are warm, and
measures: when Chromium first paints the page and can be typed into, when the first words of an answer stand there, and
how long questions take that several people ask at the same time through the page's API.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from threading import Barrier
from typing import TYPE_CHECKING

from gradio_client import Client

from rag.building import build_index
from rag.settings import Settings
from tests.benchmarks.seeds import SEEDS, questions
from tests.ui.conftest import CHROMIUM_FLAGS, served

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_PEOPLE, _MOST_QUESTIONS = 50, 20
_VISITS = 5
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
# Counted in the page itself: from the key that asks until something new stands in the conversation.
_WATCH = """
() => new Promise((done, failed) => {
  setTimeout(() => failed(new Error('no answer within a minute')), 60000);
  const chat = document.querySelector('#ws-chat'), box = document.querySelector('#ws-question textarea');
  let began = 0, pending = 0;
  // The conversation of the visit before is there again.
  const bots = () => [...chat.querySelectorAll('[data-testid="bot"]')], before = bots().length;
  box.addEventListener('keydown', event => { if (event.key === 'Enter') began = performance.now(); }, {once: true});
  new MutationObserver((_, self) => {
    const last = bots().at(-1);
    if (!began || bots().length <= before || !last.textContent.trim()) return;
    if (!pending) pending = performance.now() - began;
    // An answer cites, or says that the files do not tell; what stands there before only says that one is made.
    if (!last.querySelector('a[href^="#quote/"], [data-place]') && !/do not answer/.test(last.textContent)) return;
    self.disconnect();
    done([pending, performance.now() - began]);
  }).observe(chat, {subtree: true, childList: true, characterData: true});
  window.wsWatching = true;
})
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print. Returns the exit code: 1 where somebody got no answer."""
    parser = argparse.ArgumentParser(description="ask a served page as several people at once")
    parser.add_argument("--index", type=Path, help="folder of an index; without it, one of seeds/ is built")
    parser.add_argument("--people", type=int, default=10, choices=range(1, _MOST_PEOPLE + 1), metavar="N")
    parser.add_argument("--questions", type=int, default=3, choices=range(1, _MOST_QUESTIONS + 1), metavar="N")
    options = parser.parse_args(arguments)
    with ExitStack() as stack:
        index = options.index
        if index is None:
            index = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            build_index(settings=Settings(index=index, documents=SEEDS))
        command = ("-m", "ui.cli", "--index", str(index), "--port", "0", "--read-only")
        began = time.perf_counter()
        address = stack.enter_context(served(*command))
        print(f"from the command to the address: {time.perf_counter() - began:.1f} s")
        asked = [row.question for row in questions() if not row.history]
        warm = _client(address)
        for question in asked[:3]:
            warm.predict(question=question, api_name="/answer")
        warm.close()
        print(f"warm after: {time.perf_counter() - began:.1f} s")
        _visit(address, asked[:_VISITS])
        return _load(address, asked[_VISITS:], options.people, options.questions)


def _client(address: str) -> Client:
    return Client(address, verbose=False, analytics_enabled=False, download_files=False, httpx_kwargs={"timeout": 120})


def _load(address: str, asked: Sequence[str], people: int, each: int) -> int:
    """Everybody asks at the same moment, and the next question once the answer to the last one is there."""
    together = Barrier(people)

    def person(number: int) -> list[float]:
        client = _client(address)
        together.wait(timeout=300)
        times = []
        for turn in range(each):
            began = time.perf_counter()
            answer = client.predict(question=asked[(number * each + turn) % len(asked)], api_name="/answer")
            if not answer["text"]:
                raise RuntimeError("an answer is empty")
            times.append(time.perf_counter() - began)
        client.close()
        return times

    began = time.perf_counter()
    with ThreadPoolExecutor(people) as pool:
        runs = [pool.submit(person, number) for number in range(people)]
        failed = [run.exception() for run in runs if run.exception() is not None]
    took = time.perf_counter() - began
    times = [seconds for run in runs if run.exception() is None for seconds in run.result()]
    print(f"{people} people, {each} questions each, through /answer: {len(times)} answers, {len(failed)} people failed")
    for error in failed:
        print(f"  {error}")
    if len(times) > 1:
        p95 = quantiles(times, n=20, method="inclusive")[-1]
        print(f"  median {median(times):.2f} s, 95th percentile {p95:.2f} s; {len(times) / took:.1f} answers a second")
    return 1 if failed else 0


def _visit(address: str, asked: Sequence[str]) -> None:
    """Open the page anew for each question, as a browser that knows it does, and ask."""
    path = os.environ.get("WHOSAYS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        print("no Chromium found: the page is not measured (set WHOSAYS_CHROMIUM to its path)")
        return
    from playwright.sync_api import sync_playwright

    paints, ready, pending, words = [], [], [], []
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS) as browser,
    ):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        for visit, question in enumerate(["", *asked]):
            page = context.new_page()
            began = time.perf_counter()
            page.goto(address)
            page.wait_for_selector("#ws-question textarea")
            usable = time.perf_counter() - began
            page.wait_for_function(f"() => ({_PAINT}) !== null")
            painted = float(page.evaluate(_PAINT)) / 1000
            if visit == 0:
                print(f"first visit: first paint {painted:.2f} s, question box {usable:.2f} s")
            else:
                paints.append(painted)
                ready.append(usable)
                page.wait_for_timeout(1500)  # a person who reads the page first
                page.fill("#ws-question textarea", question)
                page.evaluate(f"() => {{ window.wsTimes = ({_WATCH})(); }}")
                page.focus("#ws-question textarea")
                page.keyboard.press("Enter")
                first, whole = page.evaluate("() => window.wsTimes")
                pending.append(first)
                words.append(whole)
            page.close()
    print(
        f"{len(paints)} later visits: first paint {median(paints):.2f} s, question box {median(ready):.2f} s (medians)"
    )
    print(f"  from Enter: something new {median(pending):.0f} ms, first words of the answer {median(words):.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
