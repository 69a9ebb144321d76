"""5, 6: what is told of one place: each kind once, the lesser kind left out where a better one says it."""

from sakusns_desktop.domain.post import Finding

_COVERED_BY = {
    "url_internal": frozenset({"secret_url", "secret_credential", "internal_path"}),
    "video_rights": frozenset({"rights"}),
    "invisible_char": frozenset({"mojibake"}),
    "halfwidth_kana": frozenset({"mojibake"}),
    "platform_char": frozenset({"mojibake"}),
    "duplicate_char": frozenset({"placeholder", "mojibake", "test_message"}),
    "mixed_width": frozenset({"pii_phone_private", "mojibake"}),
    "ambiguous": frozenset({"rights", "placeholder", "staff_personal", "decision_in_progress", "time_invalid"}),
    "test_message": frozenset({"placeholder"}),
    "abusive": frozenset({"discriminatory"}),
    "internal_path": frozenset({"url_internal"}),
    "phone_format": frozenset({"placeholder"}),
    "relative_date": frozenset({"staff_personal"}),
    "mention_in_text": frozenset({"pii_account_private", "pii_email_private"}),
}
"""Kind -> kinds that say the same place better."""
_OF_A_SENTENCE = frozenset(
    {
        "decision_in_progress", "staff_personal", "internal_info", "rights", "political", "abusive",
        "law_public_service", "endorsement", "ambiguous", "gambling", "obscene",
    }
)  # fmt: skip
_LONGEST_GAP = 40
_REWRITTEN = frozenset({"staff_personal", "decision_in_progress"})
_POLISH = frozenset({"relative_date", "ambiguous"})
"""A sentence that cannot go out at all need not be made clearer first."""


def settled(findings: list[Finding], text: str) -> list[Finding]:
    """Each place told once a kind, the lesser kind left out where a better one covers it, in the text's order."""
    kept: list[Finding] = []
    seen: set[tuple[str, int | None, int | None]] = set()
    by_kind: dict[str, list[Finding]] = {}
    for finding in findings:
        by_kind.setdefault(finding.kind, []).append(finding)
    must_be_rewritten = not _REWRITTEN.isdisjoint(by_kind)
    for finding in findings:
        if must_be_rewritten and finding.kind in _POLISH:
            continue
        place = (finding.kind, finding.start, finding.end)
        if place in seen and finding.start is not None:
            continue
        better = [other for kind in _COVERED_BY.get(finding.kind, ()) for other in by_kind.get(kind, ())]
        if any(_overlap(finding, other) for other in better):
            continue
        if finding.start is None and finding.kind == "wrong_account" and place in seen:
            continue
        seen.add(place)
        kept.append(finding)
    return _joined(sorted(kept, key=_order), text)


def _joined(findings: list[Finding], text: str) -> list[Finding]:
    """Neighbours of one kind within a sentence are one matter, where the sentence is what must change."""
    joined: list[Finding] = []
    last_of: dict[str, int] = {}
    for finding in findings:
        if finding.kind in _OF_A_SENTENCE and finding.start is not None and finding.end is not None:
            place = last_of.get(finding.kind)
            before = joined[place] if place is not None else None
            if place is not None and before is not None and before.start is not None and before.end is not None:
                gap = text[before.end : finding.start]
                if len(gap) <= _LONGEST_GAP and "。" not in gap and "\n" not in gap:
                    end = max(before.end, finding.end)
                    joined[place] = before._replace(end=end, surface=text[before.start : end])
                    continue
            last_of[finding.kind] = len(joined)
        joined.append(finding)
    return joined


def _overlap(first: Finding, second: Finding) -> bool:
    if first.start is None or first.end is None or second.start is None or second.end is None:
        return False
    return first.start < second.end and second.start < first.end


def _order(finding: Finding) -> tuple[bool, int, int, tuple[str, ...], str]:
    return finding.start is None, finding.start or 0, finding.end or 0, finding.clauses, finding.check
