"""The look of the Word document: A4 pages, and styles in our letters and colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

LATIN, ARABIC = "Calibri", "Arial"
"""Letters that every Word has; others are taken where a machine has none of them."""
FALLBACKS = {LATIN: ("Carlito", "swiss"), ARABIC: ("Liberation Sans", "swiss")}
MARGIN = Mm(20)
TEXT_WIDTH = Mm(210) - 2 * MARGIN


@dataclass(frozen=True)
class Letters:
    """How a paragraph style writes: size in points, colour of the palette, weight, space around."""

    size: float
    colour: str = "ink"
    bold: bool = False
    before: float = 0
    after: float = 6
    keep: bool = False


STYLES = {
    "Normal": Letters(10.5),
    "Body Text": Letters(10.5),
    "First Paragraph": Letters(10.5),
    "Compact": Letters(10.5, after=2),
    "Title": Letters(28, "primary", True, 60, 6),
    "Subtitle": Letters(16, "primary", after=12),
    "Author": Letters(11, "muted", after=18),
    "TOC Heading": Letters(16, "primary", True, 12, 6, True),
    "Heading 1": Letters(20, "primary", True, 26, 8, True),
    "Heading 2": Letters(14.5, "primary", True, 18, 5, True),
    "Heading 3": Letters(12, "primary", True, 12, 4, True),
    "Image Caption": Letters(10.5, bold=True, before=10, after=4, keep=True),
    "Table Caption": Letters(9.5, "muted", before=10, after=4, keep=True),
    "Captioned Figure": Letters(10.5, after=10),
    "Block Text": Letters(10),
    "Footnote Text": Letters(9),
}
"""Paragraph styles by the names that Pandoc gives them."""


def dress(document: Document, palette: Mapping[str, Any]) -> None:
    """Give a document A4 pages, and its styles our letters and colours."""
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = MARGIN
        section.top_margin, section.bottom_margin = Mm(24), Mm(24)
        section.header_distance = section.footer_distance = Mm(11)
    for name, letters in STYLES.items():
        if name in document.styles:
            style = document.styles[name]
            if isinstance(style, ParagraphStyle):
                write_style(style, letters, palette)
    if "Hyperlink" in document.styles:
        document.styles["Hyperlink"].font.color.rgb = colour(palette, "primary")
    edge_callouts(document, palette)
    set_defaults(document)


def write_style(style: ParagraphStyle, letters: Letters, palette: Mapping[str, Any]) -> None:
    """Write one paragraph style."""
    font, shape = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(letters.size), letters.bold, False
    font.color.rgb = colour(palette, letters.colour)
    properties = style.element.get_or_add_rPr()
    set_fonts(properties)
    for tag in ("w:szCs", "w:bCs", "w:iCs"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    properties.append(made("w:szCs", val=str(round(letters.size * 2))))
    properties.append(made("w:iCs", val="0"))
    if letters.bold:
        properties.append(made("w:bCs"))
    shape.space_before, shape.space_after = Pt(letters.before), Pt(letters.after)
    shape.keep_with_next = letters.keep
    shape.widow_control = True
    if style.name in {"Title", "Subtitle", "Author"}:
        shape.alignment = None  # where lines begin, in either direction


def colour(palette: Mapping[str, Any], name: str) -> RGBColor:
    """Return a colour of the palette as Word takes it."""
    return RGBColor.from_string(str(palette[name]).lstrip("#").upper())


def set_fonts(properties: Any) -> None:
    """Name the letters, in place of those of a theme."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = made("w:rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=LATIN, cs=ARABIC)
    properties.insert(0, fonts)


def set_defaults(document: Document) -> None:
    """Name the letters of all text that no style speaks of, and those that may stand for them."""
    styles = document.styles.element
    for properties in styles.iter(qn("w:rPrDefault")):
        for each in properties.findall(qn("w:rPr")):
            set_fonts(each)
    table = next(
        (part for part in document.part.package.iter_parts() if "fontTable" in part.partname), None
    )
    if table is None:
        return
    fonts: Any = parse_xml(table.blob)
    for name, (other, family) in FALLBACKS.items():
        for old in [font for font in fonts if font.get(qn("w:name")) == name]:
            fonts.remove(old)
        font = made("w:font", name=name)
        font.append(made("w:altName", val=other))
        font.append(made("w:family", val=family))
        fonts.append(font)
    table._blob = serialize_part_xml(fonts)


def edge_callouts(document: Document, palette: Mapping[str, Any]) -> None:
    """Set callouts off by an edge and a tint."""
    if "Block Text" not in document.styles:
        return
    style = document.styles["Block Text"]
    properties = style.element.get_or_add_pPr()
    for tag in ("w:pBdr", "w:shd", "w:ind"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    borders = made("w:pBdr")
    hue = str(colour(palette, "primary"))
    borders.append(made("w:left", val="single", sz="24", space="8", color=hue))
    shade = made("w:shd", val="clear", color="auto", fill=str(colour(palette, "tint")))
    after = [qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines", "widowControl")]
    at = sum(child.tag in after for child in properties)
    properties.insert(at, borders)
    properties.insert(at + 1, shade)
    style.paragraph_format.left_indent = Mm(4)


def made(tag: str, **attributes: str) -> Any:
    """Return an element of Word's markup with attributes of its own name space."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
