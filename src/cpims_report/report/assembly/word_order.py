"""Properties in the order that the standard of Word's files asks for, each once."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
)
PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr "
    "sectPr pPrChange"
)
TABLE = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
)
CELL = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign"
)
ORDERS = {
    qn(f"w:{name}"): {qn(f"w:{each}"): at for at, each in enumerate(listed.split())}
    for name, listed in {"rPr": RUN, "pPr": PARAGRAPH, "tblPr": TABLE, "tcPr": CELL}.items()
}
"""ECMA-376, part 1, 17.3 and 17.4: the sequence of children of each group of properties."""


def put_in_order(part: Any) -> None:
    """Sort the properties in a part of a document; of one that is given twice the last counts."""
    for group in part.iter(*ORDERS):
        order = ORDERS[group.tag]
        last = {child.tag: child for child in group}
        for child in list(group):
            group.remove(child)
        group.extend(sorted(last.values(), key=lambda child: order.get(child.tag, len(order))))
