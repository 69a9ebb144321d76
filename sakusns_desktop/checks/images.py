"""5(1)ウ, 5(1)エ, 5(1)オ: pictures and videos, by what an adapter has read of them and what a person recorded."""

import re
from collections.abc import Iterator

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding, Media, Outcome

_FILE_NAME = LazyPattern(
    r"\s*(?:img|dsc|image|photo|pict?|screenshot|スクリーンショット|画像|写真"
    r"|無題)?[_\-\s]?\d*\.?(?:jpe?g|png|gif|heic|webp)?\s*\Z",
    flags=re.IGNORECASE,
)


def check_alt_text(subject: Subject) -> Iterator[Finding]:
    """An alternative text that says nothing: empty, or the file's name."""
    if subject.draft.field == "alt" and _FILE_NAME.match(subject.read):
        yield subject.whole("images.alt_text", "alt_missing")


def check_media(subject: Subject) -> Iterator[Finding]:
    """Every question and finding about the draft's media."""
    for media in subject.draft.media:
        if media.kind == "video":
            yield from _video(subject, media)
        else:
            yield from _image(subject, media)


def _image(subject: Subject, media: Media) -> Iterator[Finding]:
    if media.has_gps:
        yield subject.whole("images.gps", "image_gps", surface=media.name)
    if media.owner_metadata:
        yield subject.whole(
            "images.owner",
            "image_gps",
            "画像にカメラや作者の情報が入っています。取り除いた写しを使ってください。",
            media.name,
            Outcome.REVIEW,
        )
    if not media.alt.strip() or _FILE_NAME.match(media.alt):
        yield subject.whole("images.alt", "alt_missing", surface=media.name)
    else:
        yield from _alt_length(subject, media)
    if not media.source.strip() or not media.consent:
        yield subject.whole("images.source", "image_source", surface=media.name)
    if not media.faces_checked:
        yield subject.whole("images.faces", "pii_photo", surface=media.name)


def _alt_length(subject: Subject, media: Media) -> Iterator[Finding]:
    row = subject.data.limits.get((subject.draft.platform, "alt"))
    if row is not None and row.limit and len(media.alt) > row.limit:
        yield subject.whole(
            "images.alt_length",
            "length_over",
            f"代替テキストが{len(media.alt)}字です。上限は{row.limit}字です。",
            media.name,
        )


def _video(subject: Subject, media: Media) -> Iterator[Finding]:
    if media.has_gps:
        yield subject.whole("images.gps", "image_gps", "動画に撮影した場所の情報が入っています。", media.name)
    if not (media.source.strip() and media.consent and media.captions):
        yield subject.whole("images.video", "video_rights", surface=media.name)
    if not media.faces_checked:
        yield subject.whole("images.faces", "pii_photo", surface=media.name)
