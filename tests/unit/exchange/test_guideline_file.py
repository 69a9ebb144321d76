"""A guideline file that a person chose: read whatever its encoding, refused in words whatever else it is."""

import os
from pathlib import Path

import pytest

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.guideline_lines import MAXIMUM_BYTES
from sakusns_desktop.exchange.guideline_file import read_guideline_file

TEXT = "1 目的\n①この決まりは～市の職員が髙い意識で使うためのものです。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_every_encoding_that_an_office_writes_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "ガイドライン.txt"
    file.write_bytes(TEXT.encode(encoding))
    assert read_guideline_file(file) == TEXT


def refusal(file: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        read_guideline_file(file)
    assert caught.value.field == "file"
    assert caught.value.safe
    assert caught.value.next_step
    assert str(file.parent) not in str(caught.value)
    return caught.value


def test_a_file_larger_than_a_guideline_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    file.write_bytes(b"1" * (MAXIMUM_BYTES + 1))
    assert "大きすぎ" in refusal(file).what


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    file.write_bytes(b"1" * MAXIMUM_BYTES)
    assert len(read_guideline_file(file)) == MAXIMUM_BYTES


def test_a_file_that_is_gone_is_told_as_gone(tmp_path: Path) -> None:
    assert "見つかりません" in refusal(tmp_path / "gone.txt").what


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "ファイルではない" in refusal(tmp_path).what


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_that_would_never_end_is_not_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert "ファイルではない" in refusal(pipe).what


@pytest.mark.parametrize("head", [b"%PDF-1.7", b"PK\x03\x04word", b"{\\rtf1"])
def test_a_word_or_pdf_file_is_told_as_such(tmp_path: Path, head: bytes) -> None:
    file = tmp_path / "guideline.txt"
    file.write_bytes(head + b"rest")
    assert "Word" in refusal(file).what


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "noise.txt"
    file.write_bytes(bytes(range(256)))
    assert "読めません" in refusal(file).what


def test_a_name_that_no_file_can_have_is_refused_in_words() -> None:
    with pytest.raises(InputError):
        read_guideline_file(Path("a\0b"))
