"""Make resources/fonts/SakusnsFallback-Regular.ttf: the characters that BIZ UDPGothic lacks, as one small font.

Names of people and towns need ideographs such as U+20BB7, and documents need ballot boxes and a warning sign. They
are taken from Noto Sans JP and Noto Sans Symbols 2 (both SIL OFL 1.1) and merged under a name of its own: the licence
reserves the name "Source" for the first one's ancestor, and a subset must not pass for the whole.

Not part of the set-up; run it again only to change the font, with fonttools in a throw-away environment::

    python tools/make_fallback_font.py BIZUDPGothic.ttf NotoSansJP.ttf NotoSansSymbols2.ttf OUT.ttf
"""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Sakusns Fallback"
VERSION = "1.000"
COPYRIGHT = (
    "Copyright 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'; "
    "Copyright 2022 The Noto Project Authors (https://github.com/notofonts/symbols)"
)
LICENCE = (
    "This Font Software is licensed under the SIL Open Font License, Version 1.1. "
    "This license is available with a FAQ at: https://scripts.sil.org/OFL"
)
DESCRIPTION = "A subset of Noto Sans JP and Noto Sans Symbols 2, renamed: what BIZ UDPGothic lacks."

IDEOGRAPHS = (
    (0x2E80, 0x2FDF),  # radicals
    (0x3000, 0x303F),  # CJK symbols and punctuation
    (0x31C0, 0x31FF),  # strokes, small katakana
    (0x3200, 0x33FF),  # enclosed and squared forms
    (0x3400, 0x9FFF),  # extension A and the unified ideographs
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0x20000, 0x3134F),  # extensions B to G
)
SYMBOLS = (
    (0x2000, 0x206F),  # general punctuation
    (0x2100, 0x22FF),  # letter-like symbols, number forms, arrows, operators
    (0x2300, 0x23FF),  # technical
    (0x2500, 0x27BF),  # box drawing, shapes, miscellaneous symbols, dingbats
    (0x2B00, 0x2BFF),  # more arrows and shapes
)
# Drawn in colour by default (Emoji_Presentation=Yes, Unicode 16 emoji-data.txt, below U+3000): left to the emoji font
# of the operating system, so that a post looks in the app as it will look when posted.
# fmt: off
COLOUR_EMOJI = (
    (0x231A, 0x231B), (0x23E9, 0x23EC), (0x23F0, 0x23F0), (0x23F3, 0x23F3), (0x25FD, 0x25FE), (0x2614, 0x2615),
    (0x2648, 0x2653), (0x267F, 0x267F), (0x2693, 0x2693), (0x26A1, 0x26A1), (0x26AA, 0x26AB), (0x26BD, 0x26BE),
    (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4), (0x26EA, 0x26EA), (0x26F2, 0x26F3), (0x26F5, 0x26F5),
    (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728), (0x274C, 0x274C),
    (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797), (0x27B0, 0x27B0), (0x27BF, 0x27BF),
    (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55),
)
# fmt: on


def within(code_point: int, ranges: Iterable[tuple[int, int]]) -> bool:
    """Whether the code point lies in one of the inclusive ranges."""
    return any(first <= code_point <= last for first, last in ranges)


def code_points(font: Path) -> set[int]:
    """Every code point that the font file has a glyph for."""
    with TTFont(font) as opened:
        return set(opened.getBestCmap())


def subset(source: Path, wanted: set[int], target: Path) -> None:
    """Write the glyphs of the wanted code points, without hints and layout features, to ``target``."""
    options = Options(hinting=False, layout_features=[], notdef_outline=True, name_IDs=[], drop_tables=["DSIG"])
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "STAT", "meta", "gasp"]
    with TTFont(source, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=wanted)
        subsetter.subset(font)
        font.save(target)


def rename(font: TTFont) -> None:
    """Give the font its own family name, keeping both copyrights and the licence (OFL 1.1, conditions 2 and 3)."""
    names = {
        0: COPYRIGHT,
        1: FAMILY,
        2: "Regular",
        3: f"{VERSION};{FAMILY.replace(' ', '')}-Regular",
        4: f"{FAMILY} Regular",
        5: f"Version {VERSION}",
        6: f"{FAMILY.replace(' ', '')}-Regular",
        10: DESCRIPTION,
        13: LICENCE,
        14: "https://scripts.sil.org/OFL",
    }
    font["name"].names = []
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)


def fit_lines(font: TTFont, companion: TTFont) -> None:
    """Take over the companion's line height, so that a line does not jump when one fallback character stands in it."""
    scale = font["head"].unitsPerEm / companion["head"].unitsPerEm
    ascent, descent = round(companion["hhea"].ascent * scale), round(companion["hhea"].descent * scale)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ascent, descent, 0
    metrics = font["OS/2"]
    metrics.sTypoAscender, metrics.sTypoDescender, metrics.sTypoLineGap = ascent, descent, 0
    metrics.usWinAscent, metrics.usWinDescent = ascent, -descent
    metrics.achVendID, metrics.fsType = "NONE", 0


def make(main_font: Path, japanese: Path, symbols: Path, target: Path) -> int:
    """Write the fallback font to ``target``; the number of code points in it."""
    covered = code_points(main_font)
    plain_symbols = {c for c in code_points(japanese) | code_points(symbols) if within(c, SYMBOLS)}
    plain_symbols -= {c for c in plain_symbols if within(c, COLOUR_EMOJI)}
    from_japanese = {c for c in code_points(japanese) - covered if within(c, IDEOGRAPHS) or c in plain_symbols}
    from_symbols = plain_symbols & code_points(symbols) - covered - from_japanese
    with tempfile.TemporaryDirectory() as scratch:
        parts = [Path(scratch, "japanese.ttf"), Path(scratch, "symbols.ttf")]
        subset(japanese, from_japanese, parts[0])
        subset(symbols, from_symbols, parts[1])
        merged = Merger().merge([str(part) for part in parts])
    rename(merged)
    with TTFont(main_font) as companion, TTFont(japanese) as source:
        fit_lines(merged, companion)
        merged["head"].created = merged["head"].modified = source["head"].modified  # the same bytes each time
    merged.recalcTimestamp = False
    merged.save(target)
    return len(code_points(target))


def main() -> int:
    """Read four paths from the command line; 2 when they are not four."""
    if len(sys.argv) != 5:
        print(__doc__)
        return 2
    main_font, japanese, symbols, target = map(Path, sys.argv[1:])
    count = make(main_font, japanese, symbols, target)
    print(f"{target}: {count} characters, {target.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
