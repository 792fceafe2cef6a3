"""Drawing: SVG elements, with what is written in them escaped."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

INK, SOFT, LINE, PAPER = "#001a40", "#3d5374", "#586c88", "#ffffff"
FONT = "Noto Sans, Segoe UI, Arial, sans-serif"
SMALL, NORMAL, LARGE = 12, 14, 18
_CHARACTER = 0.56  # of a letter's size: its width on average


def picture(width: float, height: float, about: str) -> Element:
    """An empty picture; `about` is its name for who doesn't see it."""
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width:.0f} {height:.0f}",
            "width": f"{width:.0f}",
            "height": f"{height:.0f}",
            "font-family": FONT,
            "role": "group",
            "aria-label": about,
        },
    )
    SubElement(svg, "title").text = about
    box(svg, 0, 0, width, height, fill=PAPER)
    return svg


def write(svg: Element) -> str:
    return tostring(svg, encoding="unicode")


def box(parent: Element, x: float, y: float, width: float, height: float, **looks: str) -> Element:
    return SubElement(
        parent,
        "rect",
        {
            "x": f"{x:.1f}",
            "y": f"{y:.1f}",
            "width": f"{width:.1f}",
            "height": f"{height:.1f}",
            **_looks(looks),
        },
    )


def line(parent: Element, x1: float, y1: float, x2: float, y2: float, **looks: str) -> Element:
    ends = {"x1": f"{x1:.1f}", "y1": f"{y1:.1f}", "x2": f"{x2:.1f}", "y2": f"{y2:.1f}"}
    return SubElement(parent, "line", {**ends, "stroke": LINE, **_looks(looks)})


def polygon(parent: Element, points: str, **looks: str) -> Element:
    return SubElement(parent, "polygon", {"points": points, **_looks(looks)})


def text(
    parent: Element, x: float, y: float, content: str, *, size: int = NORMAL, **looks: str
) -> Element:
    """Words whose baseline begins at x, y; `anchor` tells what x is: start, middle or end."""
    anchor = looks.pop("anchor", "start")
    made = SubElement(
        parent,
        "text",
        {
            "x": f"{x:.1f}",
            "y": f"{y:.1f}",
            "font-size": str(size),
            "text-anchor": anchor,
            "fill": INK,
            **_looks(looks),
        },
    )
    made.text = content
    return made


def paragraph(
    parent: Element, x: float, y: float, width: float, content: str, *, size: int = NORMAL
) -> float:
    """Words in as many lines as they need; returns the y below them."""
    most = int(width / (size * _CHARACTER))
    lines, current = [], ""
    for word in content.split():
        if current and len(current) + 1 + len(word) > most:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}".strip()
    for number, words in enumerate([*lines, current]):
        text(parent, x, y + number * size * 1.4, words, size=size)
    return y + (len(lines) + 1) * size * 1.4


def _looks(looks: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in looks.items()}
