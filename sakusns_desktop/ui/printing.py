"""Ctrl+P: what a page shows, on paper. Text of the register is escaped; nothing of it becomes markup."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QTextDocument
from PySide6.QtWidgets import QWidget

from sakusns_desktop.ui.theme import FAMILY

_STYLE = """
h1 { font-size: 16pt; font-weight: bold; }
h2 { font-size: 12pt; font-weight: bold; }
p, td, th, li { font-size: 9.5pt; color: #1A1A1A; }
th { text-align: left; background: #F2F2F2; }
"""


def document(title: str, note: str, body: str) -> QTextDocument:
    """A document for the printer.

    Args:
        title, note: plain text.
        body: HTML made by our own functions, with every text of the register already escaped.
    """
    made = QTextDocument()
    made.setDefaultFont(QFont(FAMILY, 10))
    made.setDefaultStyleSheet(_STYLE)
    made.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, title)
    made.setHtml(f"<h1>{escape(title)}</h1><p>{escape(note)}</p>{body}")
    return made


def table_document(title: str, note: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> QTextDocument:
    """A table for the printer; its head stands again on every page."""
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    lines = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows)
    table = (
        '<table width="100%" border="1" cellspacing="0" cellpadding="4" style="border-collapse: collapse">'
        f"<thead><tr>{head}</tr></thead>{lines}</table>"
    )
    return document(title, note, table)


def print_document(made: QTextDocument, parent: QWidget, *, landscape: bool = True) -> bool:
    """Ask for a printer and print. Returns whether it was printed."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # loaded when first printed

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    _paper(printer, landscape=landscape)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("印刷")
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    made.print_(printer)
    return True


def write_pdf(made: QTextDocument, path: str, *, landscape: bool = True) -> None:
    """The same on a PDF instead of paper."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(path)
    _paper(printer, landscape=landscape)
    made.print_(printer)


def _paper(printer: object, *, landscape: bool) -> None:
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), orientation, QMarginsF(15, 15, 15, 15))
    printer.setPageLayout(layout)  # type: ignore[attr-defined]
