"""Labels and buttons: text styles by name, wrapped text with room between its lines, user text never as markup."""

import re
from collections.abc import Callable
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from sakusns_desktop.ui.icons import icon
from sakusns_desktop.ui.theme import LINE_HEIGHT, look, theme


def label(text: str, style: str = "body", *, tone: str = "", strong: bool = False) -> QLabel:
    """One line of plain text.

    Args:
        style: a text style (``meta``, ``body``, ``section``, ``title``, ``count``).
        tone: ``second``, ``third``, ``danger`` or ``accent``; empty for the text's own colour.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("textStyle", style)
    if tone:
        made.setProperty("tone", tone)
    if strong:
        made.setProperty("strong", "true")
    return made


LEAST_WIDTH = 80
_LONG_WORD = re.compile(r"[!-~]{18,}")


def _breakable(word: re.Match[str]) -> str:
    """Room to break in an address or a long handle: after its signs, and every dozen letters anyway."""
    pieces = re.findall(r"[^/._?&=@-]{0,12}[/._?&=@-]*", word[0])
    return "\u200b".join(piece for piece in pieces if piece)


class WrappedLabel(QLabel):
    """Text that wraps, at 145 % of the font's line. It shows the text itself, whatever characters stand in it."""

    def __init__(self, text: str = "", style: str = "body", *, tone: str = "", strong: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setProperty("textStyle", style)
        if tone:
            self.setProperty("tone", tone)
        if strong:
            self.setProperty("strong", "true")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.plain = ""
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Change the text; line feeds stay line breaks."""
        self.plain = text
        self.setAccessibleName(text)
        lines = escape(_LONG_WORD.sub(_breakable, text)).replace("\n", "<br>")
        self.setText(f'<p style="line-height:{LINE_HEIGHT}%; margin:0">{lines}</p>')

    def minimumSizeHint(self) -> QSize:
        """It may become narrow: it wraps."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), LEAST_WIDTH), hint.height())


class Button(QPushButton):
    """A button that Enter presses as well as the space bar, wherever it stands."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    text: str,
    action: Callable[[], object] | None = None,
    *,
    kind: str = "",
    icon_name: str = "",
    tip: str = "",
) -> QPushButton:
    """A button. It says its result (報告書を作る), and never shrinks below its words.

    Args:
        kind: ``filled`` for the page's next step, ``danger``, ``row``, ``plain``, ``link`` or empty (outlined).
        icon_name: a file of ``resources/icons``.
        tip: tooltip; where there is no text it is also the accessible name.
    """
    made = Button(f" {text}" if icon_name and text else text)  # room between icon and words
    if kind:
        made.setProperty("look", kind)
    if icon_name:
        _keep_icon(made, icon_name, kind)
    if tip:
        made.setToolTip(tip)
    made.setAccessibleName(text or tip)
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    if action is not None:
        made.clicked.connect(lambda _checked=False: action())
    return made


def _keep_icon(made: QPushButton, name: str, kind: str) -> None:
    def color_icon() -> None:
        current = look()
        role = {"filled": "filled_text"}.get(kind, "text_second")
        made.setIcon(icon(name, current.color(role), disabled=current.color("text_third")))

    color_icon()
    theme().changed.connect(color_icon)
    made.destroyed.connect(lambda: theme().changed.disconnect(color_icon))


def hairline(kind: str = "hair", *, vertical: bool = False) -> QFrame:
    """A separating line of one pixel: ``hair`` inside a pane, ``pane`` between panes."""
    line = QFrame()
    line.setProperty("line", kind)
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def restyle(widget: QWidget, **properties: str) -> None:
    """Set style properties and let the style sheet see them."""
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
