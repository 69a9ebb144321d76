"""How long the app takes to be usable, and what memory, as ratios to a bare window of the same toolkit.

    python benchmarks/startup.py [--rounds N]

Each start is a process of its own, from its creation until the page is filled and painted; before each start of the
app comes one of a bare QMainWindow, and the ratio is taken pair by pair. Issue 2 asks for at most 1.5 in time and in
memory with the sample city, and for at most twice that time with 20,000 accounts.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from _register import make_register

ROOT = Path(__file__).resolve().parent.parent
PROBE = Path(__file__).resolve().parent / "_probe.py"
ROUNDS = 10
MANY = 20_000
PAGES = ("home", "accounts")


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds until the page was painted, and the most memory it held, in KiB."""

    seconds: float
    peak: int


def surroundings(compiled: Path) -> dict[str, str]:
    """The environment of every start: modules are kept compiled, as an installed app has them, in a folder of ours."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return {**environment, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(compiled)}


def start(environment: Mapping[str, str], *arguments: str) -> Start:
    """Start one process and wait until it has ended.

    Raises:
        RuntimeError: it never painted.
    """
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, str(PROBE), *arguments], stdout=subprocess.PIPE, env=environment, text=True
    ) as child:
        if child.stdout is None:
            raise RuntimeError("no pipe")
        painted = child.stdout.readline()
        seconds = time.perf_counter() - begun
        peak = child.stdout.readline()
    if painted.strip() != "painted" or not peak.startswith("peak ") or child.returncode:
        raise RuntimeError(f"the start {arguments} did not come to its end")
    return Start(seconds, int(peak.split()[1]))


def measure(rounds: int, environment: Mapping[str, str], *arguments: str) -> tuple[list[Start], list[Start]]:
    """Bare and ours in turn, so many times, after one pair that does not count. Returns (bare, ours)."""
    start(environment, "bare")
    start(environment, *arguments)
    pairs = [(start(environment, "bare"), start(environment, *arguments)) for _round in range(rounds)]
    return [bare for bare, _ours in pairs], [ours for _bare, ours in pairs]


def report(name: str, bare: Sequence[Start], ours: Sequence[Start]) -> float:
    """Print one line. Returns the median of the time ratios."""
    times = [mine.seconds / its.seconds for its, mine in zip(bare, ours, strict=True)]
    memory = [mine.peak / its.peak for its, mine in zip(bare, ours, strict=True)]
    print(
        f"{name:<28}{milliseconds(ours):5.0f} ms, bare {milliseconds(bare):4.0f} ms,"
        f" ratio {statistics.median(times):.2f} ({min(times):.2f}-{max(times):.2f})"
        f" | {megabytes(ours):4.0f} MB, bare {megabytes(bare):3.0f} MB, ratio {statistics.median(memory):.2f}",
        flush=True,
    )
    return statistics.median(times)


def milliseconds(starts: Sequence[Start]) -> float:
    """The median time."""
    return statistics.median(start.seconds for start in starts) * 1000


def megabytes(starts: Sequence[Start]) -> float:
    """The median of the peaks."""
    return statistics.median(start.peak for start in starts) / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="pairs for each line")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sakusns-bench-") as scratch:
        few, many = Path(scratch) / "few", Path(scratch) / "many"
        environment = surroundings(Path(scratch) / "compiled")
        make_register(few, 0)
        make_register(many, MANY)
        for page in PAGES:
            small = report(f"{page}, sample city", *measure(options.rounds, environment, page, str(few)))
            large = report(f"{page}, {MANY:,} accounts", *measure(options.rounds, environment, page, str(many)))
            print(f"{page}, {MANY:,} accounts / sample city: {large / small:.2f}", flush=True)


if __name__ == "__main__":
    main()
