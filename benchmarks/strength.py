"""How long the password meter takes, as ratios to plain zxcvbn 4.5.0 in the same run, both warm.

    python -m benchmarks.strength [--cases FILE.tsv]      (in the folder of the checkout)

Issue 3 asks for a median of at most plain zxcvbn's own on the same strings, for a worst case at least five times
better than its own, and for no input of up to 128 characters over 300 ms.
"""

import argparse
import csv
import random
import statistics
import string
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from zxcvbn import zxcvbn

from sakusns_desktop.passwords.strength import PasswordMeter
from sakusns_desktop.reference_data.platform_passwords import load_password_rules
from sakusns_desktop.reference_data.wordlists import load_passphrase_words, load_wordlists

ROUNDS = 3
OWN_CASES = Path(__file__).resolve().parent.parent / "tests" / "unit" / "passwords" / "data" / "weak.tsv"
LEET = "4@8({[<3691!|75$0+%2"


def read_cases(path: Path) -> list[str]:
    """The passwords of a tab-separated file with a column of that name."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row["password"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def mixed_strings(seed: int) -> list[str]:
    """208 strings of 8 to 128 characters: random, words, romaji, signs for letters, repeats, digits."""
    chance = random.Random(seed)
    words = load_passphrase_words()
    signs = string.ascii_letters + string.digits + "!#$%&@-_"

    def of(alphabet: Sequence[str], length: int) -> str:
        return "".join(chance.choice(alphabet) for _ in range(length))

    makers: list[Callable[[int], str]] = [
        lambda length: of(signs, length),
        lambda length: "-".join(chance.choice(words) for _ in range(40))[:length],
        lambda length: "".join(chance.choice(words) for _ in range(60))[:length],
        lambda length: of(string.ascii_lowercase, length),
        lambda length: (of(string.ascii_lowercase, 5) * 30)[:length],
        lambda length: of("sakuhinoe4@31!0", length),
        lambda length: of(string.digits, length),
        lambda length: "".join(chance.choice(words) + str(chance.randrange(100)) for _ in range(40))[:length],
    ]
    lengths = [8, 9, 10, 11, 12, 13, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 40, 48, 56, 64, 72, 80, 96, 112, 124, 128]
    return [make(length) for length in lengths for make in makers]


def hostile_strings() -> list[str]:
    """Strings that are made to be slow, of 72 and 128 characters."""
    seeds = (
        LEET,
        LEET + "saku",
        "aeiou",
        "ab",
        "a",
        "sakushi",
        "1q2w3e4r",
        "asdfghjkl",
        "さくし",
        "佐久市",
        "r7.1.30-",
        "123",
        "xhd",
    )
    chance = random.Random(4)
    alphabets = (LEET + "aeioust", LEET + "aeioust", "ab", "abc", "0123", "kaiou", "さくしかい", "sakuSAKU4@")
    mixed = ["".join(chance.choice(alphabet) for _ in range(128)) for alphabet in alphabets]
    return [(seed * 128)[:length] for seed in seeds for length in (72, 128)] + mixed


def best_milliseconds(call: Callable[[str], object], text: str, rounds: int) -> float:
    """The best of some rounds for one string, in ms."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call(text)
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def plain(text: str) -> object:
    """zxcvbn as it comes, with its limit raised."""
    return zxcvbn(text, max_length=200)


def report(name: str, texts: Sequence[str], meter: PasswordMeter, rounds: int) -> tuple[float, float]:
    """Print one line; returns the slowest of ours and of plain zxcvbn's, in ms."""
    ours = [best_milliseconds(meter.judge, text, rounds) for text in texts]
    theirs = [best_milliseconds(plain, text, rounds) for text in texts]
    middle, plain_middle = statistics.median(ours), statistics.median(theirs)
    print(
        f"{name:<20}{len(texts):>4} strings"
        f" | median {middle:6.2f} ms, zxcvbn {plain_middle:6.2f} ms, ratio {middle / plain_middle:.2f}"
        f" | worst {max(ours):4.0f} ms, zxcvbn {max(theirs):6.0f} ms, {max(theirs) / max(ours):.1f} times better"
    )
    return max(ours), max(theirs)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, help="tab-separated file with a column password")
    options = parser.parse_args()
    start = time.perf_counter()
    meter = PasswordMeter(load_wordlists(), load_password_rules())
    meter.judge("x")
    print(f"first judgement with loading: {(time.perf_counter() - start) * 1000:.0f} ms")
    plain("x")
    report("weak passwords", read_cases(OWN_CASES), meter, ROUNDS)
    if options.cases:
        report("cases given", read_cases(options.cases), meter, ROUNDS)
    ours, theirs = report("mixed, 8 to 128", mixed_strings(7), meter, ROUNDS)
    slowest, slowest_plain = report("hostile, 72 and 128", hostile_strings(), meter, 1)
    ours, theirs = max(ours, slowest), max(theirs, slowest_plain)
    print(f"worst of all: {ours:.0f} ms, zxcvbn {theirs:.0f} ms: {theirs / ours:.1f} times better")


if __name__ == "__main__":
    main()
