"""5(1)ウ: the parts of a Japanese name: surname and given name, told apart by lists instead of a tokeniser."""

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import Subject

KANJI = r"[^\W!-~ぁ-ヴヷ-ヿ]"
"""Kanji, 々, ヵ and ヶ; said by what they are not, since a range of twenty thousand is slow to compile."""
IS_KANJI = LazyPattern(KANJI)
_HIRAGANA_SET = frozenset(chr(code) for code in range(ord("ぁ"), ord("ん") + 1))
_KANA_SET = _HIRAGANA_SET | frozenset(chr(code) for code in range(ord("ァ"), ord("ヶ"))) | {"ー"}
_SURNAME_SIZES = (4, 3, 2, 1)


def kanji_tail(text: str, begin: int, stop: int) -> str:
    """The run of kanji, one blank and a given name in kana at most, that ends at ``stop``."""
    position = stop
    while position > begin and text[position - 1] in _KANA_SET:
        position -= 1
    kana = stop - position
    if kana and not (2 <= kana <= 4 and position > begin and IS_KANJI.match(text[position - 1])):
        position = stop
    elif kana and len({text[index] in _HIRAGANA_SET for index in range(position, stop)}) > 1:
        return ""
    blanks = 0
    while position > begin:
        sign = text[position - 1]
        if IS_KANJI.match(sign):
            position -= 1
        elif (
            sign == " "
            and not blanks
            and position < stop
            and position - 1 > begin
            and IS_KANJI.match(text[position - 2])
        ):
            blanks += 1
            position -= 1
        else:
            break
    return text[position:stop]


def full_name_start(subject: Subject, tail: str) -> int | None:
    """Where a known surname with a given name begins within ``tail``, that ends with the given name."""
    surnames = subject.data.word_set("surnames")
    for start in range(min(len(tail), 12)):
        rest = tail[start:]
        for size in _SURNAME_SIZES:
            if len(rest) > size and rest[:size] in surnames and is_given(subject, rest[size:]):
                # a single kanji is too little to begin a name in the middle of a run
                if size == 1 and (start or not rest[size:].startswith(" ")):
                    continue
                return start
    return None


def is_given(subject: Subject, text: str) -> bool:
    """A given name: one to three kanji that given names are made of, or two to four kana."""
    given = text.removeprefix(" ")
    if not given:
        return False
    if all(sign in _HIRAGANA_SET for sign in given) or all(sign in _KANA_SET - _HIRAGANA_SET for sign in given):
        return 2 <= len(given) <= 4
    characters = subject.data.word_set("given_characters")
    if len(given) > 3:
        return False
    return all(sign in characters or sign in _HIRAGANA_SET for sign in given) and given not in subject.data.word_set(
        "not_names"
    )


def forward_length(subject: Subject, text: str, start: int) -> int:
    """How long the full name is that begins at ``start``; 0 where there is none."""
    run = start
    while run < len(text) and run - start < 6 and IS_KANJI.match(text[run]):
        run += 1
    kanji = text[start:run]
    surnames = subject.data.word_set("surnames")
    if run < len(text) and text[run] == " " and kanji in surnames:
        last = run + 1
        while last < len(text) and last - run <= 4 and IS_KANJI.match(text[last]):
            last += 1
        if 1 < last - run <= 4 and is_given(subject, text[run + 1 : last]):
            return last - start
    for size in _SURNAME_SIZES[:-1]:
        if len(kanji) > size and kanji[:size] in surnames and is_given(subject, kanji[size:]):
            return len(kanji)
    if kanji in surnames and len(kanji) >= 2:
        kana = run
        while kana < len(text) and text[kana] in _KANA_SET and kana - run < 5:
            kana += 1
        given = text[run:kana]
        if given and len(given) <= 4 and all(sign in _KANA_SET - _HIRAGANA_SET for sign in given) and len(given) >= 2:
            return kana - start
    return 0
