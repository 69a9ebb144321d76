"""5, 6: a draft of a post, what a check finds in it, and the account that it is meant for.

Named tuples instead of dataclasses: these values stand on the way of the command line's ``check``, whose start-up
has a bar, and importing ``dataclasses`` alone costs as much as starting Python.
"""

from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """What a finding asks for."""

    VIOLATION = "violation"
    """Surely wrong: the walk stops until it is fixed, or overridden with a typed reason."""
    REVIEW = "review"
    """A person must look."""
    HINT = "hint"
    """Worth a thought; never stops anything."""


class Media(NamedTuple):
    """One picture or video of a draft, as an adapter has read it. Nothing here opens a file.

    Args:
        kind: ``image`` or ``video``.
        name: file name, for messages.
        alt: alternative text; for a video the captions' file name or a note.
        format: ``jpeg``, ``png``, ``gif``, ``webp``, ``heic``, ``mp4``, ``mov``; empty where unknown.
        size: bytes; 0 where unknown.
        width: pixels; 0 where unknown.
        height: pixels; 0 where unknown.
        seconds: length of a video; 0 where unknown.
        has_gps: the file carries a place.
        owner_metadata: names of the owner's entries in the file (``Artist``, ``BodySerialNumber`` ...).
        source: where it comes from (own photograph, licence, letter of consent); empty where not recorded.
        consent: the answer about people and rights was given by a person.
        faces_checked: a person has looked for faces, name tags, number plates and screens.
        captions: a video has captions, or has been looked at for them.
    """

    kind: str
    name: str = ""
    alt: str = ""
    format: str = ""
    size: int = 0
    width: int = 0
    height: int = 0
    seconds: float = 0.0
    has_gps: bool = False
    owner_metadata: tuple[str, ...] = ()
    source: str = ""
    consent: bool = False
    faces_checked: bool = False
    captions: bool = False


class Draft(NamedTuple):
    """What is about to go out.

    Args:
        platform: key of a row of ``resources/platform_limits.toml``: ``x``, ``facebook``, ``instagram``, ``line``,
            ``youtube`` or another that the city added.
        text: exactly what will be sent.
        field: ``body`` (also a caption, a description, a reply, a direct message), ``title`` or ``alt``.
        media: pictures and videos.
        reply: X does not count the handles that a reply begins with.
    """

    platform: str
    text: str
    field: str = "body"
    media: tuple[Media, ...] = ()
    reply: bool = False


class AccountContext(NamedTuple):
    """The account that was chosen for a draft; all optional.

    Args:
        name: as shown (``佐久市立図書館``).
        handle: without a leading ``@``.
        platform: key of the platform.
        division: the division that runs it.
        purpose_words: words that posts of this account are about (``図書館``, ``貸出``).
        other_accounts: (name, handle, purpose words) of the city's other accounts.
        use_api_limit: the account is sent to by the platform's API, whose limit is another.
    """

    name: str = ""
    handle: str = ""
    platform: str = ""
    division: str = ""
    purpose_words: tuple[str, ...] = ()
    other_accounts: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    use_api_limit: bool = False


class Finding(NamedTuple):
    """One piece of evidence. It keeps no more of the text than its surface.

    Args:
        check: stable id of the check or data row (``dates.weekday``).
        kind: the kind of finding (``weekday_mismatch``).
        clauses: clause ids, the guideline's order.
        outcome: what it asks for.
        start: code point offset into the draft's text; ``None`` for the post as a whole.
        end: offset after the last code point; ``None`` with ``start``.
        surface: the words found; for the whole post what it rests on, or empty.
        message: one Japanese sentence.
        suggestions: up to two texts that can stand in place of the surface.
    """

    check: str
    kind: str
    clauses: tuple[str, ...]
    outcome: Outcome
    start: int | None
    end: int | None
    surface: str
    message: str
    suggestions: tuple[str, ...] = ()


class Length(NamedTuple):
    """How long a text is as the platform counts it. ``limit`` is 0 where the platform names none."""

    used: int
    limit: int
    unit: str


class Report(NamedTuple):
    """What the checks say about one draft.

    Args:
        findings: in the order of the text, findings about the whole post last.
        length: by the platform's own count.
        examined: code points that were looked at; less than the text's length only for an oversized paste.
    """

    findings: tuple[Finding, ...]
    length: Length
    examined: int
