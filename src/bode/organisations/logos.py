"""A logo that someone brings becomes a picture of our own making: pixels, and nothing else.

A PNG is unpacked and packed again, which leaves hidden data behind. An SVG is a program's text: it
is read here, refused where it could do more than draw, and drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from xml.parsers import expat

from PIL import Image
from resvg_py import svg_to_bytes

from bode.basics.pictures import PictureTooLarge, PictureUnreadable, open_picture

from .errors import LogoRefused

LARGEST = 512 * 1024  # bytes
WIDTH, HEIGHT = 480, 96  # pixels: two for each that shows
_MOST_ELEMENTS = 5_000
_MOST_REPEATS = 20  # each may repeat what repeats: more could grow without bounds
_REPEATING = {"use", "pattern", "mask", "filter", "marker"}
_NOT_DRAWING = {"script", "foreignobject", "image", "iframe", "a", "animate", "set", "feimage"}
_SHAPES = (0.2, 12.0)  # width over height
_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?(?!#)|javascript:|data:", re.IGNORECASE)


class Why(StrEnum):
    """What is wrong with a file that is no logo."""

    TOO_LARGE = "too_large"
    NO_PICTURE = "no_picture"
    DOES_MORE = "does_more"  # than draw: scripts, or something from elsewhere
    ODD_SHAPE = "odd_shape"


def make_logo(data: bytes) -> bytes:
    """The PNG that Bode shows. Raises `LogoRefused`."""
    if len(data) > LARGEST:
        raise LogoRefused(Why.TOO_LARGE)
    drawn = _draw(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else data
    try:
        with open_picture(BytesIO(drawn), ("PNG",)) as picture:
            return _packed(picture)
    except PictureTooLarge as error:
        raise LogoRefused(Why.TOO_LARGE) from error
    except PictureUnreadable as error:
        raise LogoRefused(Why.NO_PICTURE) from error


def _packed(picture: Image.Image) -> bytes:
    if not _SHAPES[0] <= picture.width / picture.height <= _SHAPES[1]:
        raise LogoRefused(Why.ODD_SHAPE)
    plain = picture.convert("RGBA")
    plain.thumbnail((WIDTH, HEIGHT))
    clean = Image.new("RGBA", plain.size)
    clean.paste(plain)
    packed = BytesIO()
    clean.save(packed, "PNG", optimize=True)
    return packed.getvalue()


def _draw(svg: bytes) -> bytes:
    reading = _Reading()
    reading.read(svg)
    try:
        return bytes(svg_to_bytes(svg_string=svg.decode(), width=WIDTH, skip_system_fonts=True))
    except (ValueError, UnicodeDecodeError) as error:
        raise LogoRefused(Why.NO_PICTURE) from error


@dataclass
class _Reading:
    """Goes through an SVG and stops at what is more than drawing."""

    elements: int = 0
    repeats: int = 0

    def read(self, svg: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._refuse
        parser.ProcessingInstructionHandler = self._refuse
        parser.buffer_text = True  # a word must not come in two halves
        parser.buffer_size = LARGEST
        try:
            parser.Parse(svg, True)
        except expat.ExpatError as error:
            raise LogoRefused(Why.NO_PICTURE) from error

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2].lower()
        if not self.elements:
            self._root(kind, attributes)
        self.elements += 1
        self.repeats += kind in _REPEATING
        if self.elements > _MOST_ELEMENTS or self.repeats > _MOST_REPEATS:
            raise LogoRefused(Why.TOO_LARGE)
        if kind in _NOT_DRAWING or any(_acts(*each) for each in attributes.items()):
            raise LogoRefused(Why.DOES_MORE)

    def _root(self, kind: str, attributes: dict[str, str]) -> None:
        if kind != "svg":
            raise LogoRefused(Why.NO_PICTURE)
        sides = attributes.get("viewBox", "").replace(",", " ").split()[2:]
        sides = sides or [attributes.get("width", ""), attributes.get("height", "")]
        try:
            width, height = (float(side.removesuffix("px")) for side in sides)
        except ValueError as error:
            raise LogoRefused(Why.ODD_SHAPE) from error
        if not (height > 0 and _SHAPES[0] <= width / height <= _SHAPES[1]):
            raise LogoRefused(Why.ODD_SHAPE)

    def _text(self, text: str) -> None:
        if _OUTSIDE.search(text):
            raise LogoRefused(Why.DOES_MORE)

    def _refuse(self, *_: object) -> None:
        raise LogoRefused(Why.DOES_MORE)


def _acts(name: str, value: str) -> bool:
    """Whether an attribute does something, or takes something from elsewhere."""
    plain = name.rpartition(":")[2].lower()
    if plain.startswith("on"):
        return True
    if plain in ("href", "src"):
        return not value.startswith("#")
    return not name.startswith("xmlns") and bool(_OUTSIDE.search(value))
