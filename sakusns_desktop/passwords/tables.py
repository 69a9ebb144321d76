"""3(5): builds what texts are matched with: the base once, the city's and one account's words on top of it."""

from collections.abc import Iterable
from dataclasses import replace

from sakusns_desktop.passwords import engine
from sakusns_desktop.passwords.dictionaries import Lexicon, base_lexicon, city_lexicon, own_lexicon
from sakusns_desktop.passwords.kana_keys import KanaKeys
from sakusns_desktop.passwords.matching import Tables
from sakusns_desktop.reference_data.wordlists import WordLists


def build_tables(wordlists: WordLists, city_words: Iterable[str]) -> Tables:
    """Lexicon, keyboards and paths for all accounts; takes some tenths of a second."""
    boards = wordlists.keyboards
    letters, kana = boards.board("jis"), boards.board("jis_kana")
    western = engine.western_boards()
    unshift = {ord(shifted): plain for plain, shifted in engine.shifted_keys(western["qwerty"])}
    pairs = zip("".join(letters.shifted), "".join(letters.plain), strict=True)
    unshift |= {ord(shifted): plain for shifted, plain in pairs if shifted != plain and not shifted.isdigit()}
    kana_keys = KanaKeys(letters, kana)
    tables = Tables(
        lexicons=(base_lexicon(wordlists, engine.frequency_words(), kana_keys),),
        graphs={**western, "jis": engine.graph_of(letters), "jis_kana": engine.graph_of(kana)},
        particles=frozenset(wordlists.particles),
        walks="\n".join(("", *boards.walks, "")),
        unshift=unshift,
        kana_keys=kana_keys,
    )
    return with_city(tables, city_words)


def with_city(tables: Tables, city_words: Iterable[str]) -> Tables:
    """The same tables with another list of the city."""
    base = tables.lexicons[0]
    return replace(tables, lexicons=(base, *_unless_empty(city_lexicon(city_words, base, tables.kana_keys))))


def with_own(tables: Tables, context: Iterable[str]) -> Tables:
    """The same tables with one account's own words, for one call."""
    base = tables.lexicons[0]
    return replace(tables, lexicons=(*tables.lexicons, *_unless_empty(own_lexicon(context, base, tables.kana_keys))))


def _unless_empty(lexicon: Lexicon) -> tuple[Lexicon, ...]:
    return (lexicon,) if lexicon.plain or lexicon.keys else ()
