"""The one style sheet and the Qt palette, made from colour roles and the size of body text."""

from dataclasses import replace

from PySide6.QtGui import QColor, QPalette

from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.colors import Palette

TEXT_STYLES = {"meta": 13, "body": 14, "section": 16, "title": 20, "count": 24, "clock": 32}
"""Text style -> px at 100 % with the standard text size."""

BOLD_STYLES = frozenset({"section", "title"})
BASE_POINTS = 10.5
"""Body text: 14 px at 100 %."""


def qt_palette(colors: Palette) -> QPalette:
    """The colour roles where Qt's own drawing looks for them."""
    palette = QPalette()
    role = QPalette.ColorRole
    for qt_role, name in (
        (role.Window, colors.page),
        (role.WindowText, colors.text),
        (role.Base, colors.page),
        (role.AlternateBase, colors.panel),
        (role.Text, colors.text),
        (role.PlaceholderText, colors.text_third),
        (role.Button, colors.page),
        (role.ButtonText, colors.text),
        (role.BrightText, colors.text),
        (role.ToolTipBase, colors.panel),
        (role.ToolTipText, colors.text),
        (role.Highlight, colors.accent),
        (role.HighlightedText, colors.page),
        (role.Link, colors.accent),
        (role.LinkVisited, colors.accent),
        (role.Light, colors.hairline),
        (role.Midlight, colors.hairline),
        (role.Mid, colors.pane_line),
        (role.Dark, colors.control_border),
        (role.Shadow, colors.control_border),
        (role.Accent, colors.accent),
    ):
        palette.setColor(qt_role, QColor(name))
    for qt_role in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, qt_role, QColor(colors.text_third))
    return palette


def system_palette(system: QPalette, base: Palette) -> Palette:
    """High contrast: the system's own colours; shapes and words stay ours."""
    role = QPalette.ColorRole

    def name(qt_role: QPalette.ColorRole) -> str:
        return system.color(qt_role).name()

    window, text, highlight = name(role.Window), name(role.WindowText), name(role.Highlight)
    return replace(
        base,
        page=window,
        panel=window,
        text=text,
        text_second=text,
        text_third=text,
        control_border=text,
        hairline=text,
        pane_line=text,
        accent=name(role.Link),
        filled=highlight,
        filled_text=name(role.HighlightedText),
        selection=window,
        selection_bar=highlight,
        focus_outer=text,
        focus_inner=highlight,
        states={key: replace(state, mark=text, text=text, fill=window) for key, state in base.states.items()},
    )


def _weight(style: str) -> int:
    return 700 if style in BOLD_STYLES else 400


def style_sheet(colors: Palette, points: float) -> str:
    """The sheet of the whole application.

    Args:
        colors: colour by role.
        points: size of body text.
    """
    scale = points / BASE_POINTS

    def pt(style: str) -> str:
        return f"{TEXT_STYLES[style] * 0.75 * scale:.2f}pt"

    icons = (resource_directory() / "icons" / "theme").as_posix()
    shade = "dark" if QColor(colors.page).lightness() < 128 else "light"
    c = colors
    danger = c.states["violation"].text
    text_styles = "\n".join(
        f'QLabel[textStyle="{style}"] {{ font-size: {pt(style)}; font-weight: {_weight(style)}; }}'
        for style in TEXT_STYLES
    )
    return f"""
* {{ outline: none; }}
QWidget {{ color: {c.text}; }}
QMainWindow, QDialog, QStackedWidget, QScrollArea, QWidget#page {{ background: {c.page}; }}
QScrollArea > QWidget > QWidget#scrolled {{ background: {c.page}; }}
QWidget#sidebar {{ background: {c.panel}; border-right: 1px solid {c.pane_line}; }}
QWidget#footer {{ background: {c.page}; border-top: 1px solid {c.pane_line}; }}
QFrame[line="hair"] {{ background: {c.hairline}; border: none; }}
QFrame[line="pane"] {{ background: {c.pane_line}; border: none; }}
QToolTip {{ color: {c.text}; background: {c.panel}; border: 1px solid {c.control_border}; padding: 6px 8px; }}

{text_styles}
QLabel[tone="second"] {{ color: {c.text_second}; }}
QLabel[tone="third"] {{ color: {c.text_third}; }}
QLabel[tone="danger"] {{ color: {danger}; }}
QLabel[tone="accent"] {{ color: {c.accent}; }}
QLabel[strong="true"] {{ font-weight: 700; }}
QLabel {{ background: transparent; }}

QPushButton {{ background: {c.page}; border: 1px solid {c.control_border}; border-radius: 4px; padding: 8px 14px; }}
QPushButton:hover {{ background: {c.panel}; }}
QPushButton:pressed, QPushButton:checked {{ background: {c.selection}; }}
QPushButton:disabled {{ color: {c.text_third}; background: {c.panel}; border-color: {c.pane_line}; }}
QPushButton[look="filled"] {{ background: {c.filled}; border-color: {c.filled}; color: {c.filled_text}; font-weight: 700; }}
QPushButton[look="filled"]:disabled {{ background: {c.panel}; border-color: {c.pane_line}; color: {c.text_third}; }}
QPushButton[look="danger"] {{ color: {danger}; border-color: {danger}; font-weight: 700; }}
QPushButton[look="row"] {{ padding: 5px 12px; }}
QPushButton[look="plain"] {{ border-color: transparent; background: transparent; padding: 5px 8px; }}
QPushButton[look="plain"]:hover {{ background: {c.selection}; }}
QPushButton[look="link"] {{ border: none; background: transparent; color: {c.accent}; text-decoration: underline; padding: 5px 0; text-align: left; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QSpinBox {{ background: {c.page}; border: 1px solid {c.control_border};
  border-radius: 4px; padding: 8px 10px; selection-background-color: {c.accent}; selection-color: {c.page}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ background: {c.panel}; color: {c.text_third}; border-color: {c.pane_line}; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {c.panel}; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{ border: 2px solid {danger}; padding: 7px 9px; }}
QPlainTextEdit, QTextEdit {{ padding: 6px 6px; }}
QComboBox {{ padding-right: 28px; }}
QComboBox::drop-down {{ border: none; width: 28px; }}
QComboBox::down-arrow {{ image: url("{icons}/chevron-down-{shade}.svg"); width: 16px; height: 16px; }}
QComboBox QAbstractItemView {{ background: {c.page}; border: 1px solid {c.control_border}; padding: 4px;
  selection-background-color: {c.selection}; selection-color: {c.text}; }}
QComboBox QAbstractItemView::item {{ padding: 6px 8px; }}

QCheckBox, QRadioButton {{ spacing: 8px; padding: 3px 2px; background: transparent; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 18px; height: 18px; }}
QCheckBox::indicator {{ border: 1px solid {c.control_border}; border-radius: 3px; background: {c.page}; }}
QCheckBox::indicator:checked {{ border-color: {c.filled}; background: {c.filled}; image: url("{icons}/check-{shade}.svg"); }}
QRadioButton::indicator {{ border: 1px solid {c.control_border}; border-radius: 9px; background: {c.page}; }}
QRadioButton::indicator:checked {{ border: 6px solid {c.filled}; width: 8px; height: 8px; }}

QTableView, QListView, QTreeView {{ background: {c.page}; border: none; gridline-color: {c.hairline};
  selection-background-color: {c.selection}; selection-color: {c.text}; }}
QHeaderView {{ background: {c.page}; border: none; }}
QHeaderView::section {{ background: {c.page}; color: {c.text_second}; border: none; border-bottom: 1px solid {c.pane_line};
  padding: 8px 12px; font-size: {pt("meta")}; text-align: left; }}
QHeaderView::section:hover {{ color: {c.text}; background: {c.panel}; }}
QTableCornerButton::section {{ background: {c.page}; border: none; }}

QTabWidget::pane {{ border: none; border-top: 1px solid {c.hairline}; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{ background: transparent; border: none; border-bottom: 3px solid transparent; padding: 8px 2px; margin-right: 18px; color: {c.text_second}; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; font-weight: 700; }}
QTabBar::tab:hover {{ color: {c.text}; }}
QTabBar QToolButton {{ background: {c.page}; border: 1px solid {c.control_border}; }}

QMenu {{ background: {c.page}; border: 1px solid {c.control_border}; padding: 4px; }}
QMenu::item {{ padding: 8px 24px 8px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {c.selection}; }}
QMenu::item:disabled {{ color: {c.text_third}; }}
QMenu::separator {{ height: 1px; background: {c.hairline}; margin: 4px 8px; }}

QSplitter::handle {{ background: {c.pane_line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {c.control_border}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {c.hairline}; border: none; border-radius: 3px; height: 6px; text-align: center; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
"""
