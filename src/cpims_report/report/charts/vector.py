"""An SVG as matplotlib writes it, made light: words as words, shapes with names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
NAMED = re.compile(r"^[a-z]+(?:-[a-z]+)*$")
COMMAND = re.compile(r" ?([A-Za-z]) ?")
NUMBER = re.compile(r"-?\d+\.\d+")
DECLARATION = re.compile(r"\s*([\w-]+)\s*:\s*([^;]+);?")
URL = re.compile(r"url\(#([^)]+)\)")
STILL = re.compile(r" ?rotate\(-?0 [^)]*\)")
SINGLE = {"font-size", "font-weight", "text-anchor", "fill"}
PLAIN = {"butt", "miter", "round"}


def light(source: bytes, alt: str, families: Sequence[str], salt: str) -> bytes:
    """Return the SVG with alternative text, one declaration of fonts, and short numbers.

    Groups keep as a class what they stand for; ids that nothing refers to go, and those that stay
    are counted and begin with `salt`, since several figures stand on one page. (Matplotlib makes
    them of numbers that differ in their last digits from run to run.)
    """
    root = etree.fromstring(source, etree.XMLParser(remove_blank_text=True, remove_comments=True))
    for name in ("metadata", "title"):
        for element in list(root.iter(f"{SVG}{name}")):
            element.getparent().remove(element)
    used = references(root)
    found = [element.get("id") for element in root.iter()]
    names = {name: f"{salt}-{at}" for at, name in enumerate(name for name in found if name in used)}
    for element in list(root.iter()):
        rename(element, names)
        shorten(element)
    drop_empty(root)
    etree.cleanup_namespaces(root)
    width, height = (
        round(float(root.get(side, "0").removesuffix("pt")), 2) for side in ("width", "height")
    )
    root.attrib.clear()
    root.attrib.update(
        {
            "class": "chart",
            "role": "img",
            "aria-label": alt,
            "width": f"{width:g}pt",
            "height": f"{height:g}pt",
            "viewBox": f"0 0 {width:g} {height:g}",
            "font-family": ", ".join(f"'{family}'" for family in families) + ", sans-serif",
            "direction": "ltr",
        }
    )
    written: bytes = etree.tostring(root, encoding="utf-8")
    return written


def references(root: etree._Element) -> set[str]:
    """Return the ids that something in the drawing refers to."""
    text = " ".join(value for element in root.iter() for value in element.attrib.values())
    return {*re.findall(r"url\(#([^)]+)\)", text), *re.findall(r"(?:^|\s)#([\w-]+)", text)}


def rename(element: etree._Element, names: Mapping[str, str]) -> None:
    """Turn an id that names a shape into a class; keep only ids that are referred to, renamed."""
    name = element.attrib.pop("id", None)
    if name in names:
        element.set("id", names[name])
    elif name and NAMED.match(name):
        element.set("class", name)
    for key, value in element.attrib.items():
        if "#" in value and key != "fill" and not value.startswith("#"):
            element.set(key, URL.sub(lambda found: f"url(#{names[found[1]]})", value))
    if XLINK in element.attrib:
        element.set("href", f"#{names[element.attrib.pop(XLINK)[1:]]}")


def shorten(element: etree._Element) -> None:
    """Write styles of text as attributes, leave out what says nothing, round to a hundredth."""
    transform = element.get("transform")
    if transform is not None:
        kept = STILL.sub("", transform).strip()
        element.attrib.pop("transform")
        if kept:
            element.set("transform", kept if "scale" in kept else NUMBER.sub(rounded, kept))
    style = element.attrib.pop("style", None)
    if style is not None:
        pairs = dict(DECLARATION.findall(style))
        pairs.pop("font-family", None)
        pairs.pop("stroke-linejoin", None)
        if element.tag == f"{SVG}text":
            if pairs.get("text-anchor") == "start":
                pairs.pop("text-anchor")
            element.attrib.update({name: pairs.pop(name).strip() for name in SINGLE & set(pairs)})
        if pairs:
            element.set(
                "style",
                ";".join(f"{name}:{value.strip()}" for name, value in sorted(pairs.items())),
            )
    for key in ("d", "x", "y", "points"):
        value = element.get(key)
        if value is not None:
            element.set(key, COMMAND.sub(r"\1", " ".join(NUMBER.sub(rounded, value).split())))


def rounded(number: re.Match[str]) -> str:
    """Return the number with two decimals at most."""
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def drop_empty(root: etree._Element) -> None:
    """Take away groups without content, and groups that only hold one thing and say nothing."""
    for element in [*root.iter(f"{SVG}g")][::-1]:
        parent = element.getparent()
        if parent is None:
            continue
        if not len(element):
            parent.remove(element)
        elif not element.attrib:
            place = parent.index(element)
            parent[place : place + 1] = list(element)
