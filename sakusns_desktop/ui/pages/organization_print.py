"""4(1) on paper: the picture of every department, and the same as a table."""

from html import escape

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument

from sakusns_desktop.reference_data.colors import load_palettes
from sakusns_desktop.services.organization import OrganizationSight
from sakusns_desktop.ui.pages.organization_table import UnitModel, unit_rows
from sakusns_desktop.ui.printing import document
from sakusns_desktop.ui.style_sheet import BASE_POINTS
from sakusns_desktop.ui.theme import Look
from sakusns_desktop.ui.widgets.organization_box import ChartWords
from sakusns_desktop.ui.widgets.organization_layout import picture

PICTURE_WIDTH = 900
"""Logical px of a picture: about the width of A4 across."""


def organization_document(title: str, note: str, sight: OrganizationSight, words: ChartWords) -> QTextDocument:
    """Pictures, one a department so that none is cut by a page, and the list under them."""
    paper = Look(load_palettes().light, False, BASE_POINTS)
    images = [picture(band, paper, words, PICTURE_WIDTH) for band in sight.bands]
    shown = "".join(
        f'<p><img src="department:{place}" width="{PICTURE_WIDTH}" '
        f'height="{round(image.height() / image.devicePixelRatio())}"></p>'
        for place, image in enumerate(images)
    )
    model = UnitModel(words)
    head = "".join(f"<th>{escape(column.title)}</th>" for column in model.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(column.text(row))}</td>" for column in model.columns) + "</tr>"
        for row in unit_rows(sight.bands)
    )
    table = (
        '<table width="100%" border="1" cellspacing="0" cellpadding="4" style="border-collapse: collapse">'
        f"<thead><tr>{head}</tr></thead>{rows}</table>"
    )
    made = document(title, note, f'{shown}<h2 style="page-break-before: always">一覧</h2>{table}')
    for place, image in enumerate(images):
        image.setDevicePixelRatio(1)
        made.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"department:{place}"), image)
    return made
