"""5(1)オ: hashtags that break and mentions that are none."""

from collections.abc import Iterator

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.checks.x_tags import is_tag_character, is_tag_letter, tag_end
from sakusns_desktop.domain.post import Finding

_HASH = LazyPattern("[#＃]")
_CUTTERS = frozenset("-－‐–—−/／.．&＆'’+＋*＊:：~!")
_CUT_ELSEWHERE = frozenset("・･")
_SPACE_AFTER = LazyPattern(r"[#＃][ \u3000](?=[^\W0-9_])")
_SENTENCE_END = LazyPattern(r"(?:です|ます|ました|ください|でした|ません|しよう|ましょう)")
_DIGITS_ONLY = LazyPattern(r"[0-9０-９]+\Z")
_NUMBER_USE = LazyPattern(r"[#＃](?:\d{4}|7119|8000|9110|9010|\d{1,3})(?!\d)")
_LONG_TAG = 15
_AT = LazyPattern("[@＠]")
_HANDLE = LazyPattern(r"[A-Za-z0-9_.]{1,30}")
_JAPANESE = LazyPattern(r"[^\W!-~]")
_TAG_PLATFORMS_WITH_DOT = frozenset({"youtube", "instagram", "facebook"})


def check_hashtags(subject: Subject) -> Iterator[Finding]:
    """Tags that are cut, glued to a word, or made of digits."""
    text = subject.text
    reached = 0
    for match in _HASH.finditer(text):
        start = match.start()
        if start < reached or subject.link_mask[start]:
            continue
        fault = _fault(subject, start)
        if fault is not None:
            end, message, offers = fault
            reached = end
            yield subject.source_finding("tags.hashtag", "hashtag_broken", start, end, message, offers)


def _fault(subject: Subject, start: int) -> tuple[int, str, tuple[str, ...]] | None:
    text, platform = subject.text, subject.draft.platform
    end = tag_end(text, start + 1)
    if platform in _TAG_PLATFORMS_WITH_DOT:
        dots = [position for position in range(start + 1, end) if text[position] in _CUT_ELSEWHERE]
        if dots:
            return end, "「・」でハッシュタグが切れます。", (text[start:end].replace("・", "").replace("･", ""),)
    body = text[start + 1 : end]
    if not body:
        return _empty_tag(text, start)
    if _DIGITS_ONLY.match(body):
        is_number = _NUMBER_USE.match(text, start) is not None or text[end : end + 1] in "-－"
        before = text[start - 1 : start]
        if before and not before.isspace():
            return None
        return (
            None
            if (is_number and len(body) < 4) or body in {"7119", "8000", "9110"}
            else (end, "数字だけではハッシュタグになりません。", ())
        )
    if not any(is_tag_letter(character) for character in body):
        return None
    after = text[end : end + 1]
    if after in _CUTTERS and after and end + 1 < len(text) and is_tag_character(text[end + 1]):
        last = tag_end(text, end + 1)
        return last, f"「{after}」でハッシュタグが切れます。", (text[start:end] + "_" + text[end + 1 : last],)
    if platform == "youtube" and text[start] == "＃":
        return end, "YouTubeでは全角の＃はハッシュタグになりません。", ("#" + body,)
    if start and is_tag_character(text[start - 1]) and text[start - 1] not in "_" and platform in {"x", "line"}:
        return (
            end,
            "前の文字とつながっていて、ハッシュタグになりません。前に空白を入れてください。",
            (" " + text[start:end],),
        )
    if len(body) >= _LONG_TAG and _SENTENCE_END.search(body):
        return end, "文までハッシュタグに入っています。語の後に空白を入れてください。", ()
    return None


def _empty_tag(text: str, start: int) -> tuple[int, str, tuple[str, ...]] | None:
    """A hash with a blank behind it, in the middle of a line."""
    if _SPACE_AFTER.match(text, start) and start and text[start - 1] != "\n":
        end = tag_end(text, start + 2)
        if end - start <= _LONG_TAG:
            return end, "#の後の空白でハッシュタグになりません。", (text[start] + text[start + 2 : end],)
    if text[start + 1 : start + 2] in {"#", "＃"} and is_tag_character(text[start + 2 : start + 3] or " "):
        end = tag_end(text, start + 2)
        return end, "#が重なっていて、ハッシュタグになりません。", (text[start + 1 : end],)
    return None


def check_mentions(subject: Subject) -> Iterator[Finding]:
    """@ that is glued to Japanese, or used for "at"."""
    text = subject.text
    for match in _AT.finditer(text):
        start = match.start()
        if subject.link_mask[start]:
            continue
        before, after = text[start - 1 : start], text[start + 1 : start + 2]
        if before.isascii() and before.isalnum():
            continue
        handle = _HANDLE.match(text, start + 1)
        if handle is None:
            if _JAPANESE.match(after):
                end = _word_end(text, start + 1)
                yield subject.source_finding(
                    "tags.at",
                    "mention_in_text",
                    start,
                    end,
                    "@の後が日本語で、リンクになりません。「会場：」などに言い換えてください。",
                )
            continue
        end = handle.end()
        glued_after = _JAPANESE.match(text, end) is not None
        glued_before = before and _JAPANESE.match(before) is not None
        if glued_after or glued_before:
            spaced = (" " if glued_before else "") + text[start:end] + (" " if glued_after else "")
            yield subject.source_finding("tags.mention", "mention_in_text", start, end, suggestions=(spaced,))


def _word_end(text: str, position: int) -> int:
    end = position
    while end < len(text) and end - position < 20 and is_tag_character(text[end]):
        end += 1
    return end
