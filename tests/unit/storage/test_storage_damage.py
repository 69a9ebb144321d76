"""A damaged file reads right or is told as damaged; it is never read wrong, and no foreign error leaves storage."""

import random
from collections import Counter
from pathlib import Path

import pytest
from storage_samples import everything, filled, register_path

from sakusns_desktop.domain.errors import DatabaseDamagedError
from sakusns_desktop.storage.audit_log import AuditVerdict
from sakusns_desktop.storage.database import open_database

HEADER = range(108)
"""Bytes that describe the whole file."""


def outcome(folder: Path, content: bytes, expected: tuple[object, ...]) -> str:
    """How a register with this content is taken: ``right``, ``damaged``, or ``wrong``."""
    path = register_path(folder)
    path.write_bytes(content)
    try:
        db = open_database(path)
    except DatabaseDamagedError:
        return "damaged"
    try:
        found = everything(db)
        db.thorough_check()
    except DatabaseDamagedError:
        return "damaged"
    finally:
        db.close()
    verdict = found[-1]
    assert isinstance(verdict, AuditVerdict)
    if verdict.first_broken is not None:
        return "damaged"
    return "right" if found == expected else "wrong"


def try_offsets(folder: Path, chosen: list[int]) -> Counter[str]:
    db = filled(folder / "whole")
    expected = everything(db)
    db.close()
    whole = register_path(folder / "whole").read_bytes()
    broken = folder / "broken"
    broken.mkdir()
    seen: Counter[str] = Counter()
    for offset in chosen:
        for mask in (0x01, 0x20, 0xFF):
            content = bytearray(whole)
            content[offset % len(whole)] ^= mask
            told = outcome(broken, bytes(content), expected)
            assert told != "wrong", f"byte {offset % len(whole)} xor {mask:#x}"
            seen[told] += 1
    return seen


def test_a_flipped_byte_is_harmless_or_told(tmp_path: Path) -> None:
    chosen = random.Random(20261122)
    seen = try_offsets(tmp_path, [*HEADER, *(chosen.randrange(10**9) for _ in range(250))])
    assert seen["damaged"] > 50
    assert seen["right"] > 50


@pytest.mark.slow
def test_many_flipped_bytes_are_harmless_or_told(tmp_path: Path) -> None:
    chosen = random.Random()
    seen = try_offsets(tmp_path, [*HEADER, *(chosen.randrange(10**9) for _ in range(10_000))])
    assert seen["damaged"] > 500


def test_a_file_cut_short_anywhere_is_told(tmp_path: Path) -> None:
    db = filled(tmp_path / "whole")
    expected = everything(db)
    db.close()
    whole = register_path(tmp_path / "whole").read_bytes()
    for length in (0, 1, 15, 16, 99, 100, 512, 4095, 4096, 8192, len(whole) // 2, len(whole) - 4096, len(whole) - 1):
        assert outcome(tmp_path, whole[:length], expected) == "damaged", length


def test_rubbish_of_many_kinds_is_told(tmp_path: Path) -> None:
    db = filled(tmp_path / "whole")
    expected = everything(db)
    db.close()
    whole = register_path(tmp_path / "whole").read_bytes()
    chosen = random.Random(7)
    for _ in range(20):
        start = chosen.randrange(0, len(whole) - 4096, 4096)
        content = whole[:start] + chosen.randbytes(4096) + whole[start + 4096 :]
        assert outcome(tmp_path, content, expected) in {"damaged", "right"}
    swapped = whole[:4096] + whole[8192:12288] + whole[4096:8192] + whole[12288:]
    assert outcome(tmp_path, swapped, expected) == "damaged"
