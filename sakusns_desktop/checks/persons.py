"""5(1)ウ, 6(4): what stands beside a person: birth, age, health, amounts."""

from collections.abc import Iterator

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.names import Name
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding

_BORN = LazyPattern(r"\s?(?:\(?\d{1,3}歳\)?)?\s?生(?:まれ|(?=[)）、。\s]|$))")
_COHORT = LazyPattern(
    r"(?:\s?(?:まで|以前|以後|以降|[~〜\-]|から)|\s?(?:の|で)?\s?(?:方|人|かた|お子|子|児|男性|女性|市民"
    r"|皆|対象|世代|者|乳幼児|新成人))"
)
_BIRTH_LABEL = LazyPattern(r"(?:生年月日|誕生日|birthday|出生日)(?:は|:|：|\s|\()?\s?\Z")
_COHORT_BEFORE = LazyPattern(r"(?:から|[~〜\-]|より)\s?\Z")
_AGE_AFTER = LazyPattern(
    r"\s?\(\s?(?P<age>\d{1,3})\s?(?:歳|才)?(?:[・、][^)]{0,8})?\)|[、,]\s?(?P<age2>\d{1,3})(?:歳"
    r"|才)(?!以)|\s(?P<age3>\d{1,3})(?:歳|才)(?!以)"
)
_AGE_BEFORE = LazyPattern(r"(?P<age>\d{1,3})(?:歳|才)の(?:[^\W!-~ぁ-ヿ]{1,6}の)?\Z")
_AMOUNT = LazyPattern(r"(?:\d[\d,.]*|[一二三四五六七八九十百千]+)\s?(?:億|万|千)?\s?\d*円")
_OLDEST = 120
_REACH = 30
_ANONYMOUS = LazyPattern(
    r"\d{1,3}(?:歳|代)の?(?:男性|女性|男児|女児|男子|女子|児童|生徒|職員|男|女)|(?:受給者|利用者|患者"
    r"|相談者|住民|園児|児童|生徒)の(?:男性|女性)|(?:隣|近所|向かい|斜向かい)の(?:家|方|お宅|世帯)"
)
_IDENTIFYING = LazyPattern(
    r"[^\W!-~ぁ-ヿ]{1,6}(?:地区|町内|区|番地|団地|小学校|中学校|小|中|保育園|課|部|係)(?:の|に|で|在住|勤務)"
)
_HEALTH_STATE = LazyPattern(
    r"(?:です|でした|と診断|が判明|を患|で入院|を受給|で休職|で療養|に感染|のため|により|だそう|と分か|を抱え|がある)"
)


def check_births(subject: Subject, names: list[Name]) -> Iterator[Finding]:
    """Days of birth, but not the birthdays that a notice is meant for."""
    text = subject.plain
    if "生" not in text and "誕生日" not in text and "birthday" not in text:
        return
    for mention in subject.dates:
        born = _BORN.match(text, mention.date_end)
        label = _BIRTH_LABEL.search(text[max(0, mention.start - 12) : mention.start])
        if born is None and label is None:
            continue
        has_name = any(
            abs(name.start - mention.end) <= _REACH or abs(mention.start - name.end) <= _REACH for name in names
        )
        if not mention.year and not has_name:
            continue
        end = born.end() if born else mention.date_end
        if (
            _COHORT.match(text, end)
            or mention.link == "~"
            or _COHORT_BEFORE.search(text[max(0, mention.start - 4) : mention.start])
        ):
            continue
        if mention.year and mention.year < subject.today.year - _OLDEST:
            continue
        yield subject.finding("persons.birth", "pii_birthdate", mention.start, end)


def check_persons(subject: Subject, names: list[Name]) -> Iterator[Finding]:
    """Age, health and amounts beside a name."""
    health = subject.data.words("health")
    may_be_ill = subject.has(health)
    for name in names:
        yield from _age(subject, name)
        if may_be_ill:
            yield from _near_words(subject, name, health, "persons.health", "pii_health")
        yield from _amount(subject, name)
    if may_be_ill and not names:
        yield from _anonymous(subject, health)


def _age(subject: Subject, name: Name) -> Iterator[Finding]:
    if name.is_quiet:
        return
    text = subject.plain
    after = _AGE_AFTER.match(text, name.end)
    before = _AGE_BEFORE.search(text[max(0, name.start - 14) : name.start])
    if after is not None:
        yield subject.finding("persons.age", "pii_age", name.start, after.end())
    elif before is not None:
        yield subject.finding("persons.age", "pii_age", name.start - len(before[0]), name.end)


def _span_of_words(subject: Subject, start: int, end: int, words: tuple[str, ...]) -> tuple[int, int] | None:
    """From the first to the last of the words that stand within ``start:end``."""
    text = subject.plain
    places = [(place, place + len(word)) for word in words if (place := text.find(word, start, end)) >= 0]
    if not places:
        return None
    return min(first for first, _ in places), max(last for _, last in places)


def _near_words(subject: Subject, name: Name, words: tuple[str, ...], check: str, kind: str) -> Iterator[Finding]:
    begin, stop = subject.sentence(name.start, name.end)
    if name.is_quiet:
        return
    span = _span_of_words(subject, max(begin, name.start - _REACH), name.start, words)
    later = _span_of_words(subject, name.end, min(stop, name.end + _REACH), words)
    for found in (later, span):
        if found is not None:
            yield subject.finding(check, kind, *found)
            return


def _amount(subject: Subject, name: Name) -> Iterator[Finding]:
    if name.is_quiet:
        return
    text = subject.plain
    begin, stop = subject.sentence(name.start, name.end)
    start, end = max(begin, name.start - _REACH), min(stop, name.end + _REACH)
    amount = _AMOUNT.search(text, start, end)
    if amount is None or not any(word in text[start:end] for word in subject.data.words("amount_context")):
        return
    yield subject.finding("persons.amount", "pii_amount", *amount.span())


def _anonymous(subject: Subject, health: tuple[str, ...]) -> Iterator[Finding]:
    """No name, but an age, a sex and a place that few people share."""
    text = subject.plain
    for match in _ANONYMOUS.finditer(text):
        begin, stop = subject.sentence(*match.span())
        sentence = text[begin:stop]
        if not (_IDENTIFYING.search(sentence) and _HEALTH_STATE.search(sentence)):
            continue
        span = _span_of_words(subject, begin, stop, health)
        if span is not None:
            yield subject.finding(
                "persons.health", "pii_health", min(match.start(), span[0]), max(match.end(), span[1])
            )
            return
