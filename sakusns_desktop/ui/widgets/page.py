"""What every page is: a header with its title and actions, and a body that fits the window's width."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from sakusns_desktop.domain.errors import SakusnsError
from sakusns_desktop.ui.widgets.notice import Notice
from sakusns_desktop.ui.widgets.texts import label
from sakusns_desktop.ui.widgets.tips import tip


class Density(IntEnum):
    """How much room the window has (logical px of its width, LOOK.md)."""

    ONE_PANE = 0
    NARROW = 1
    WIDE = 2

    @classmethod
    def of_width(cls, width: int) -> "Density":
        """Below 1024 one pane, below 1280 narrow."""
        if width < 1024:
            return cls.ONE_PANE
        return cls.NARROW if width < 1280 else cls.WIDE


@dataclass(frozen=True, slots=True)
class Scene:
    """A state of a page worth looking at: its name, and how to come there from the page's first sight."""

    name: str
    enter: Callable[[], object]


class Page(QWidget):
    """A page. Subclasses fill ``self.body`` and answer ``refresh``.

    Attributes:
        heading: the title, also the window's title and the name that is read out.
        header: the row with the title; actions go to its right end.
    """

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(heading)
        self.heading = heading
        self.density = Density.WIDE
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.header = QHBoxLayout()
        self.header.setContentsMargins(24, 12, 24, 10)
        self.header.addStrut(36)  # as tall on a page without buttons
        self.header.setSpacing(8)
        self.header.addWidget(label(heading, "title"))
        self._subtitle = label("", "meta", tone="second")
        self._subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._subtitle.setContentsMargins(6, 2, 0, 0)
        self.header.addWidget(self._subtitle, 1)
        outer.addLayout(self.header)
        self.notice = Notice()
        outer.addWidget(self.notice)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(24, 0, 24, 0)
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)

    @property
    def subtitle(self) -> QLabel:
        """The small words beside the title."""
        return self._subtitle

    def show_subtitle(self, text: str) -> None:
        """Change the small words; what does not fit stands in the tooltip."""
        self._subtitle.setText(text)
        self._subtitle.setToolTip(tip(text))

    def refresh(self) -> None:
        """Ask the services anew and show what they say."""

    def fit(self, density: Density) -> None:
        """The window became wider or narrower."""
        self.density = density

    def leave(self) -> None:
        """Another page comes, or the window closes: keep what is being typed."""

    def go_back(self) -> bool:
        """Esc: step back inside the page. Returns whether there was a step to take."""
        return False

    def focus_first(self) -> None:
        """Where the keyboard starts on this page."""
        self.setFocus()

    def open_thing(self, thing_id: str) -> None:
        """Another page leads here, to the thing with this id (empty for the page itself)."""

    def tell(self, error: Exception) -> None:
        """Show a fault of this page's work in words; what is not ours goes to the window's handler."""
        if not isinstance(error, SakusnsError):
            raise error
        self.notice.tell("violation", str(error))

    def panes(self) -> list[QWidget]:
        """What F6 goes round, in reading order."""
        return [self]

    def scenes(self) -> Sequence[Scene]:
        """States of this page that the pictures and the sweeps show beside its first sight."""
        return ()

    def printed(self) -> QTextDocument | None:
        """What Ctrl+P prints; ``None`` where a page has nothing on paper."""
        return None
