"""The verbs of ``dev.py``."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tools.bootstrap import environment, gates, pip, system_libraries
from tools.bootstrap.errors import SetupError

ROOT = Path(__file__).resolve().parents[2]
APP = ("-m", "sakusns_desktop")
TOUR = (*APP, "tour", "--out", "tour")
PICTURES = (*APP, "tour", "--pictures-only", "--all", "--out", "pictures")
WHEEL = ("-m", "hatchling", "build", "-t", "wheel", "-d", "dist")
VIRTUAL_SCREEN = ("xvfb-run", "-a", "-s", "-screen 0 1920x1200x24")
USAGE = """\
使い方: python3 dev.py コマンド

  run [引数]                    アプリを開きます。画面のない機械では、全部の画面の絵と文書を tour/ に作ります
  test [--slow] [pytest の引数] 検査をすべて行います（ruff、mypy、lint-imports、pytest）
  lint                          pytest 以外の検査を行います
  pictures                      全部の画面の絵を pictures/ に作ります
  bench                         benchmarks/ の測定を順に行います
  build                         配布用の wheel を dist/ に作ります

必要な部品は .venv に自動で入ります。"""


def has_screen(platform: str, environ: Mapping[str, str]) -> bool:
    """Whether a window can be shown: always but on Linux (and other Unix) with neither X nor Wayland."""
    return platform in {"win32", "darwin"} or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def wants_window(arguments: Sequence[str]) -> bool:
    """Whether the app opens its window for these arguments: options alone, no verb."""
    rest = list(arguments)
    while rest:
        first = rest.pop(0)
        if first == "--data-dir":
            del rest[:1]
        elif first != "--demo" and not first.startswith("--data-dir="):
            return False
    return True


def child_environ(environ: Mapping[str, str], platform: str, **settings: str) -> dict[str, str]:
    """The environment for a command: with the settings, and on Linux with a UTF-8 locale, which Qt insists on."""
    result = {**environ, **settings}
    locale = result.get("LC_ALL") or result.get("LC_CTYPE") or result.get("LANG") or ""
    if platform.startswith("linux") and "UTF" not in locale.upper():
        result["LC_ALL"] = "C.UTF-8"
    return result


def what_was_made(folder: Path) -> str:
    """How many pictures and documents lie in the folder, and where it is."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    pictures = sum(path.suffix == ".png" for path in files)
    return f"画面の絵 {pictures} 枚、文書など {len(files) - pictures} 件: {folder}"


def run(arguments: Sequence[str]) -> int:
    """Open the app, or run one of its verbs; with no screen, the tour in place of the window."""
    window = wants_window(arguments)
    screen = has_screen(sys.platform, os.environ)
    if window and not _can_draw(system_libraries.WINDOW if screen else system_libraries.DRAWING):
        return 2
    if screen or not window:
        return _python(*APP, *arguments)
    print("画面が見つからないので、見本のデータで全部の画面の絵と文書を作ります。", flush=True)
    status = _python(*TOUR, QT_QPA_PLATFORM="offscreen")
    if status == 0:
        print(what_was_made(ROOT / "tour"))
    return status


def test(arguments: Sequence[str]) -> int:
    """Every gate; what is not ours goes to pytest, which is not started (and has failed) where Qt cannot be loaded."""
    can_draw = _can_draw(system_libraries.DRAWING)
    others = [argument for argument in arguments if argument != "--slow"]
    slow = len(others) < len(arguments)
    tests = gates.pytest_gate(others, slow=slow, processors=gates.processors())
    if can_draw:
        return _gates([*gates.LINT, tests])
    return _gates(gates.LINT, not_started=[gates.Result(tests.name, gates.NOT_STARTED, 0.0)])


def lint(_arguments: Sequence[str]) -> int:
    """The gates that need no tests to run."""
    return _gates(gates.LINT)


def pictures(_arguments: Sequence[str]) -> int:
    """A picture of every page, drawn on a virtual screen where there is one to be had."""
    if not _can_draw(system_libraries.PICTURES):
        return 2
    if not sys.platform.startswith("linux") or system_libraries.missing(system_libraries.PICTURES):
        status = _python(*PICTURES, QT_QPA_PLATFORM="offscreen")
    else:
        status = _python(*PICTURES, wrapper=VIRTUAL_SCREEN, QT_QPA_PLATFORM="xcb")
    if status == 0:
        print(what_was_made(ROOT / "pictures"))
    return status


def bench(_arguments: Sequence[str]) -> int:
    """Every script in benchmarks/ in turn; 1 when one of them failed."""
    _can_draw(system_libraries.DRAWING)
    scripts = sorted(path for path in (ROOT / "benchmarks").glob("*.py") if not path.name.startswith("_"))
    failed = []
    for script in scripts:
        print(f"== {script.stem}", flush=True)
        if _python(str(script), QT_QPA_PLATFORM="offscreen") != 0:
            failed.append(script.stem)
    print(f"失敗: {', '.join(failed)}" if failed else f"{len(scripts)} 件の測定が終わりました。")
    return int(bool(failed))


def build(_arguments: Sequence[str]) -> int:
    """The wheel, in dist/."""
    return _python(*WHEEL)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "lint": lint,
    "pictures": pictures,
    "bench": bench,
    "build": build,
}


def main(arguments: Sequence[str]) -> int:
    """Run the verb; 2 when there is no such verb or the set-up cannot go on, 130 after Ctrl+C."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        print(USAGE, file=sys.stdout if arguments in ([], ["--help"], ["-h"]) else sys.stderr)
        return 2 if arguments not in (["--help"], ["-h"]) else 0
    try:
        return command(arguments[1:])
    except SetupError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\n中断しました。", file=sys.stderr)
        return 130


def _can_draw(needs: Sequence[system_libraries.Need]) -> bool:
    """Install or report what is missing; False when Qt cannot even be loaded."""
    lacking = system_libraries.ensure(needs)
    return not set(lacking) & set(system_libraries.DRAWING)


def _gates(chosen: Sequence[gates.Gate], not_started: Sequence[gates.Result] = ()) -> int:
    python = environment.ensure(environment.Layout(ROOT))
    environ = child_environ(pip.clean_environ(), sys.platform, QT_QPA_PLATFORM="offscreen")
    results = [*gates.run(chosen, python, ROOT, environ), *not_started]
    print(gates.summary(results), flush=True)
    return gates.exit_status(results)


def _python(*arguments: str, wrapper: Sequence[str] = (), **settings: str) -> int:
    """Run the environment's Python in the checkout; its exit status, 128 + the signal's number if one killed it."""
    python = environment.ensure(environment.Layout(ROOT))
    environ = child_environ(pip.clean_environ(), sys.platform, **settings)
    status = subprocess.run([*wrapper, python, *arguments], cwd=ROOT, env=environ).returncode
    return status if status >= 0 else 128 - status
