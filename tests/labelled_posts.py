"""Labelled posts: how many labels are found, and what is told that no label explains."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sakusns_desktop.checks.registry import check_draft, is_loud
from sakusns_desktop.domain.post import Draft, Finding
from sakusns_desktop.reference_data.checks import CheckData

CheckText = Callable[..., tuple[Finding, ...]]
"""``check(text, platform="x", field="body", ...)`` -> findings: the fixture of the tests of the checks."""

_OUTCOMES = {"error": "violation", "warn": "review", "info": "hint"}
_FIELDS = {"description": "body", "caption": "body"}


class Score(NamedTuple):
    """What a set of labelled posts shows; lists hold case ids."""

    labels: int
    missed: list[str]
    wrong_level: list[str]
    clean: int
    clean_alarmed: list[str]
    problems: int
    problems_alarmed: list[str]
    hit_look_alikes: list[str]
    wrong_length: list[str]


def score(file: Path, data: CheckData) -> Score:
    """Run every case of a file."""
    result = Score(0, [], [], 0, [], 0, [], [], [])
    for line in file.read_text(encoding="utf-8").splitlines():
        result = _judge(json.loads(line), data, result)
    return result


def _judge(case: dict[str, Any], data: CheckData, result: Score) -> Score:
    field = case.get("field", "body")
    draft = Draft(case["platform"], case["text"], _FIELDS.get(field, field))
    report = check_draft(draft, date.fromisoformat(case["ref_date"]), data)
    labels = [(label, _answers(report.findings, label)) for label in [*case["spans"], *case["whole"]]]
    for label, answers in labels:
        name = f"{case['id']} {label['kind']}"
        if not answers:
            result.missed.append(name)
        elif not any(answer.outcome.value == _OUTCOMES[label["severity"]] for answer in answers):
            result.wrong_level.append(name)
    if "x_weighted" in case and report.length.used != case["x_weighted"]:
        result.wrong_length.append(case["id"])
    if any(is_loud(found) and _overlaps(found, look) for found in report.findings for look in case["must_not_flag"]):
        result.hit_look_alikes.append(case["id"])
    alarmed = [found for found in report.findings if is_loud(found) and not _is_explained(found, case)]
    is_clean = case["group"] == "clean"
    if alarmed:
        (result.clean_alarmed if is_clean else result.problems_alarmed).append(case["id"])
    return result._replace(
        labels=result.labels + len(labels), clean=result.clean + is_clean, problems=result.problems + (not is_clean)
    )


def _answers(findings: tuple[Finding, ...], label: dict[str, Any]) -> list[Finding]:
    return [
        found
        for found in findings
        if found.kind == label["kind"]
        and (is_loud(found) or label["severity"] == "info")
        and (found.start is None if "start" not in label else _overlaps(found, label))
    ]


def _overlaps(found: Finding, label: dict[str, Any]) -> bool:
    return (
        found.start is not None and found.end is not None and found.start < label["end"] and label["start"] < found.end
    )


def _is_explained(found: Finding, case: dict[str, Any]) -> bool:
    """Strictly: by a label of the same kind, or by a span that may go either way."""
    if found.start is None:
        kinds = {label["kind"] for label in case["whole"]} | set(case.get("optional_whole", ()))
        return found.kind in kinds
    return any(label["kind"] == found.kind and _overlaps(found, label) for label in case["spans"]) or any(
        _overlaps(found, span) for span in case["optional"]
    )
