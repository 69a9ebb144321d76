"""The window as a process: killed in the middle of typing, started twice, started on a folder that is not its own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sakusns_desktop.composition import open_services
from sakusns_desktop.services.accounts import FORM

PROLOGUE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from sakusns_desktop import app as application_module

def after_start(delay, action):
    make = application_module.make_application
    def make_and_begin(arguments):
        made = make(arguments)
        QTimer.singleShot(delay, action)
        return made
    application_module.make_application = make_and_begin
"""

TYPING = (
    PROLOGUE
    + """

def type_into_the_form():
    window = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "main")
    page = window.page
    if window.current_key != "accounts":
        window.open_page("accounts", "new")
        QTimer.singleShot(50, type_into_the_form)
        return
    field = page.editor.form.fields["display_name"].control
    field.setText(field.text() + "さ")
    saved = page.editor.form.saved.text()
    if saved:
        print("KEPT", len(field.text()), flush=True)
    QTimer.singleShot(20, type_into_the_form)

after_start(400, type_into_the_form)
sys.exit(application_module.open_window(data_dir=Path(sys.argv[1])))
"""
)

WAITING = (
    PROLOGUE
    + """
def look():
    window = next((w for w in QApplication.topLevelWidgets() if w.objectName() == "main"), None)
    if window is not None and window.current_key and window.doorbell is not None:
        window.showMinimized()
        print("OPEN", flush=True)
        def raised():
            if not window.isMinimized():
                print("RAISED", flush=True)
                window.close()
            else:
                QTimer.singleShot(20, raised)
        raised()
    else:
        QTimer.singleShot(20, look)

after_start(20, look)
sys.exit(application_module.open_window(data_dir=Path(sys.argv[1])))
"""
)

REPOSITORY = Path(__file__).resolve().parents[2]


def start(script: str, data: Path) -> "subprocess.Popen[str]":
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        [sys.executable, "-c", script, str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=REPOSITORY,
        encoding="utf-8",
    )


def next_line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        assert process.stderr is not None
        pytest.fail(process.stderr.read())
    return line.strip()


def test_what_was_typed_comes_back_after_the_process_was_killed(tmp_path: Path) -> None:
    process = start(TYPING, tmp_path)
    try:
        typed = int(next_line(process).removeprefix("KEPT "))
        for _line in range(40):
            typed = int(next_line(process).removeprefix("KEPT "))
        told = time.monotonic()
    finally:
        process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        process.wait()
        for stream in (process.stdout, process.stderr):
            assert stream is not None
            stream.close()
    assert time.monotonic() - told < 30
    services = open_services(tmp_path, sign_in="clerk")
    draft = services.drafts.load(FORM, "")
    services.close()
    assert draft is not None
    kept = len(str(draft.values["display_name"]))
    assert set(str(draft.values["display_name"])) == {"さ"}
    assert kept >= typed - 50, "one letter is typed each 20 ms: at most a second of them may be missing"


def test_a_second_start_raises_the_first_window_and_ends(tmp_path: Path) -> None:
    first = start(WAITING, tmp_path)
    assert next_line(first) == "OPEN"
    second = start("import sys;from pathlib import Path\nfrom sakusns_desktop.app import open_window\n"
                   "sys.exit(open_window(data_dir=Path(sys.argv[1])))", tmp_path)  # fmt: skip
    second_out, second_err = second.communicate(timeout=60)
    assert next_line(first) == "RAISED"
    first_out, first_err = first.communicate(timeout=60)
    assert (second.returncode, second_out, second_err) == (0, "", "")
    assert first.returncode == 0, first_out + first_err
