"""5(1)オ: links, tags and lengths as X sees them: the cases of twitter-text (see the notice beside them)."""

import json
from pathlib import Path
from typing import Any

import pytest

from sakusns_desktop.checks.x_length import weigh
from sakusns_desktop.checks.x_tags import find_hashtags, find_mentions
from sakusns_desktop.checks.x_urls import find_urls
from sakusns_desktop.reference_data.checks import CheckData

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "twitter_text"


def cases(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def extracted(case: dict[str, Any], data: CheckData) -> list[Any]:
    text, section = case["text"], case["section"]
    urls = find_urls(text, data.top_level_domains)
    if section.startswith("urls"):
        return [url.text if section == "urls" else {"url": url.text, "indices": [url.start, url.end]} for url in urls]
    if section.startswith("mentions"):
        return [mention.text for mention in find_mentions(text)]
    tags = find_hashtags(text, tuple((url.start, url.end) for url in urls))
    if section.endswith("indices"):
        return [{"hashtag": tag.text, "indices": [tag.start, tag.end]} for tag in tags]
    return [tag.text for tag in tags]


@pytest.mark.parametrize("case", cases(FOLDER / "extract.jsonl"), ids=lambda case: case["description"])
def test_extraction_follows_x(case: dict[str, Any], data: CheckData) -> None:
    assert extracted(case, data) == case["expected"]


@pytest.mark.parametrize("case", cases(FOLDER / "validate.jsonl"), ids=lambda case: case["description"])
def test_length_follows_x(case: dict[str, Any], data: CheckData) -> None:
    weighed = weigh(case["text"], data.top_level_domains)
    assert (weighed.weight, weighed.valid) == (case["weightedLength"], case["valid"])


def test_the_copies_are_the_shared_cases(shared_cases: Path) -> None:
    assert cases(FOLDER / "extract.jsonl") == cases(shared_cases / "twitter_text_extract.jsonl")
    assert cases(FOLDER / "validate.jsonl") == cases(shared_cases / "twitter_text_validate.jsonl")
