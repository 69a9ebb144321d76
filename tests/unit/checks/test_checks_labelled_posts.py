"""5, 6: the bars on labelled posts: our own, and the samples beside the checkout where they are."""

from pathlib import Path

from labelled_posts import Score, score

from sakusns_desktop.reference_data.checks import CheckData

OWN = Path(__file__).resolve().parents[2] / "fixtures" / "posts_own.jsonl"
LEAST_FOUND = 0.95
MOST_CLEAN_ALARMED = 2 / 22
MOST_PROBLEMS_ALARMED = 0.05


def meets_the_bars(found: Score) -> bool:
    """Found and graded, look-alikes silent, few alarms that nothing explains."""
    right = found.labels - len(found.missed) - len(found.wrong_level)
    return (
        right >= LEAST_FOUND * found.labels
        and not found.hit_look_alikes
        and len(found.clean_alarmed) <= MOST_CLEAN_ALARMED * found.clean
        and len(found.problems_alarmed) <= MOST_PROBLEMS_ALARMED * found.problems
        and not found.wrong_length
    )


def test_own_posts_meet_the_bars(data: CheckData) -> None:
    found = score(OWN, data)
    assert found.clean >= 100
    assert found.problems >= 200
    assert meets_the_bars(found), found


def test_shared_posts_meet_the_bars(data: CheckData, shared_cases: Path) -> None:
    found = score(shared_cases / "posts.jsonl", data)
    assert found.labels > 0
    assert meets_the_bars(found), found


def test_every_kind_is_asked_for_by_some_post(data: CheckData) -> None:
    text = OWN.read_text(encoding="utf-8")
    about_media = {"image_gps", "image_source", "pii_photo", "video_rights"}
    missing = {kind for kind in data.kinds if f'"kind": "{kind}"' not in text} - about_media
    assert missing == set()
