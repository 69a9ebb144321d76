"""1-8: the city's own guideline as a file that a person chose: size and kind are checked before it is read."""

import stat
from pathlib import Path

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.guideline_lines import MAXIMUM_BYTES, decode_guideline

_SAFE = "いまのガイドラインはそのままです。"


def read_guideline_file(file: Path) -> str:
    """The text of a guideline file: UTF-8, UTF-16 with a mark, or the Windows code page of Japan (cp932).

    At most ``MAXIMUM_BYTES`` and one byte are read, whatever the file says of itself.

    Raises:
        InputError: (field ``file``) not a plain file, not there, not readable, too large, or not text.
    """
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise _refused(
                "ファイルではないので、読めません。", "ガイドラインの文字のファイル（.txt）を選んでください。"
            )
        with file.open("rb") as opened:
            data = opened.read(MAXIMUM_BYTES + 1)
    except FileNotFoundError:
        raise _refused(
            "ファイルが見つかりません。", "動かしたり消したりしていないか見て、選び直してください。"
        ) from None
    except PermissionError:
        raise _refused(
            "ファイルを開く権限がありません。", "自分のフォルダーに写してから、選び直してください。"
        ) from None
    except (OSError, ValueError):
        raise _refused("ファイルを読めませんでした。", "ほかの画面で開いていたら閉じて、選び直してください。") from None
    return decode_guideline(data)


def _refused(what: str, next_step: str) -> InputError:
    return InputError("file", what, safe=_SAFE, next_step=next_step)
