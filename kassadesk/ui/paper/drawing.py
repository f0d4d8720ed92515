"""Draws a Paper to a PDF, line by line known, so that its words can be added for readers."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextLine,
)

from kassadesk.core.papers import DrawnPaper, LineRole, Modules, Paper
from kassadesk.ui.fonts import register_fonts

_FAMILIES = ["Noto Sans", "Noto Sans Tamil", "Noto Sans Devanagari"]
_DOTS_PER_INCH = 72
_MARGIN_MM = 20
_SIZES = {
    LineRole.TITLE: 17.0,
    LineRole.HEAD: 11.5,
    LineRole.BODY: 10.5,
    LineRole.PART: 10.5,
    LineRole.SMALL: 8.5,
}
_ABOVE = {
    LineRole.TITLE: 0.0,
    LineRole.HEAD: 14.0,
    LineRole.BODY: 6.0,
    LineRole.PART: 18.0,
    LineRole.SMALL: 4.0,
}
_INK = {LineRole.SMALL: "#3a4a4f"}
_AIR = 8.0
"""Above and below what stands on each of several pages, so that no line touches the edge of its page."""
QR_POINTS = 132
"""Width of the code on paper; a phone reads it from a hand's length."""


def draw(paper: Paper) -> DrawnPaper:
    """The paper as PDF, with the lines of each page. Blocking; safe on a worker."""
    register_fonts()
    store = QBuffer()
    store.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(store, paper.title)
    document = _document(paper, writer)
    _part_pages(document)
    pages = _pages(document)
    painter = QPainter(writer)
    width, height = document.pageSize().width(), document.pageSize().height()
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * height)
        if document.pageCount() == 1:
            document.drawContents(painter, QRectF(0, 0, width, height))
        else:
            _draw_page(document, painter, number)
        painter.restore()
    painter.end()
    return DrawnPaper(paper.title, bytes(store.data().data()), pages)


def code_image(modules: Modules) -> QImage:
    """A QR code, one dot a square."""
    size = len(modules)
    image = QImage(size, size, QImage.Format.Format_Mono)
    image.fill(1)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                image.setPixel(x, y, 0)
    return image


def _writer(store: QBuffer, title: str) -> QPdfWriter:
    writer = QPdfWriter(store)
    writer.setResolution(_DOTS_PER_INCH)
    writer.setTitle(title)
    writer.setCreator("KassaDesk")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    return writer


def _document(paper: Paper, writer: QPdfWriter) -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    cursor = QTextCursor(document)
    for number, text in enumerate(paper.texts):
        block = QTextBlockFormat()
        block.setTopMargin(_ABOVE[text.role] if number else 0)
        block.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        letters = QTextCharFormat()
        letters.setFont(_font(text.role))
        letters.setForeground(QColor(_INK.get(text.role, "#000000")))
        if number:
            cursor.insertBlock(block, letters)
        else:
            cursor.setBlockFormat(block)
        # a line break inside a paragraph stays one: U+2028 is Qt's
        cursor.insertText(text.text.replace("\n", "\u2028"), letters)
    if paper.qr:
        _add_code(document, cursor, paper.qr)
    return document


def _part_pages(document: QTextDocument) -> None:
    """Keeps lines away from the edges between pages."""
    if document.pageCount() < 2:
        return
    root = document.rootFrame()
    around = root.frameFormat()
    around.setTopMargin(_AIR)
    around.setBottomMargin(_AIR)
    root.setFrameFormat(around)


def _draw_page(document: QTextDocument, painter: QPainter, page: int) -> None:
    """Exactly the lines of a page: Qt draws the line before as well where a paragraph goes over."""
    layout, height = document.documentLayout(), document.pageSize().height()
    block: QTextBlock = document.begin()
    while block.isValid():
        around = layout.blockBoundingRect(block)
        lines = block.layout()
        if block.text() == "\ufffc":
            if int(around.center().y() // height) == page:
                document.drawContents(painter, around)
        else:
            for number in range(lines.lineCount()):
                line = lines.lineAt(number)
                if _page_of(around.top(), line, height) == page:
                    line.draw(painter, around.topLeft())
        block = block.next()


def _page_of(top: float, line: QTextLine, height: float) -> int:
    return int((top + line.y() + line.height() / 2) // height)


def _add_code(document: QTextDocument, cursor: QTextCursor, modules: Modules) -> None:
    block = QTextBlockFormat()
    block.setTopMargin(16)
    cursor.insertBlock(block)
    name = "code"
    document.addResource(
        QTextDocument.ResourceType.ImageResource.value, QUrl(name), code_image(modules)
    )
    picture = QTextImageFormat()
    picture.setName(name)
    picture.setWidth(QR_POINTS)
    picture.setHeight(QR_POINTS)
    cursor.insertImage(picture)


def _font(role: LineRole) -> QFont:
    font = QFont(_FAMILIES)
    font.setPointSizeF(_SIZES[role])
    bold = role in (LineRole.TITLE, LineRole.HEAD)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _pages(document: QTextDocument) -> tuple[tuple[str, ...], ...]:
    """The drawn lines of each page; empty ones and pictures leave no ink of text."""
    layout, height = document.documentLayout(), document.pageSize().height()
    pages: list[list[str]] = [[] for _ in range(document.pageCount())]
    block: QTextBlock = document.begin()
    while block.isValid():
        top = layout.blockBoundingRect(block).top()
        text, lines = block.text(), block.layout()
        for number in range(lines.lineCount()):
            line = lines.lineAt(number)
            words = text[line.textStart() : line.textStart() + line.textLength()]
            words = words.replace("\u2028", "").replace("\ufffc", "")
            if words.strip():
                pages[_page_of(top, line, height)].append(words.rstrip())
        block = block.next()
    return tuple(map(tuple, pages))
