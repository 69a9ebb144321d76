"""5(1)ア, 6(3): a clerk's own matter in plain words, without one polite ending, belongs to another account."""

from collections.abc import Iterator, Sequence

from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding

_POLITE = ("です", "ます", "ました", "ません", "ください", "でした", "ましょう", "お知らせ", "いただ", "ございま")


def private_tone(subject: Subject, findings: Sequence[Finding]) -> Iterator[Finding]:
    """One finding where a private matter was found and nothing in the post is said politely.

    Args:
        subject: the draft.
        findings: what the other checks found.
    """
    kinds = {finding.kind for finding in findings}
    if "staff_personal" not in kinds or "wrong_account" in kinds:
        return
    if not any(ending in subject.plain for ending in _POLITE):
        yield subject.whole("account.tone", "wrong_account")
