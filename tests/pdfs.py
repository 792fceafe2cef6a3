"""PDFs as citizens, and worse people, may send them."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import typst
from pypdf import PdfReader, PdfWriter


@cache
def pdf(pages: int = 1) -> bytes:
    """A PDF whose pages say which one they are."""
    said = "\n#pagebreak()\n".join(f"Bladzijde {number}" for number in range(1, pages + 1))
    return typst.compile(
        f"#set page(width: 100mm, height: 150mm)\n#set text(40pt)\n{said}".encode()
    )


def locked() -> bytes:
    """One that opens with a password alone."""
    writer, written = PdfWriter(PdfReader(BytesIO(pdf()))), BytesIO()
    writer.encrypt("geheim")
    writer.write(written)
    return written.getvalue()


def of_size(width: float, height: float) -> bytes:
    """One with an empty page of so many points."""
    writer, written = PdfWriter(), BytesIO()
    writer.add_blank_page(width, height)
    writer.write(written)
    return written.getvalue()


def filled_in(words: str) -> bytes:
    """A form with one field, whose words the reader is to draw."""
    return _written(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/NeedAppearances true>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Annots[4 0 R]>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(naam)/V(%s)/F 4/Rect[20 100 280 150]"
        b"/DA(/Helv 24 Tf 0 g)>>" % words.encode(),
    )


def endless() -> bytes:
    """One whose page is tiled with more tiles than anybody can draw."""
    return _written(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Pattern<</P 5 0 R>>>>>>",
        _stream(b"<<", b"/Pattern cs /P scn 0 0 600 800 re f"),
        _stream(
            b"<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]"
            b"/XStep .001/YStep .001/Resources<<>>",
            b"1 0 0 rg 0 0 5 5 re f",
        ),
    )


def swelling() -> bytes:
    """One whose page draws a thing that draws ten others, and so on, ten levels deep."""
    levels = 10
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]"
    inner = b"/Resources<</XObject<</X %d 0 R>>>>"
    return _written(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R" + inner % 5 + b">>",
        _stream(b"<<", b"/X Do " * 10),
        *(_stream(form + inner % (level + 6), b"/X Do " * 10) for level in range(levels)),
        _stream(form, b"0 0 m 600 800 l S"),
    )


def _written(*objects: bytes) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    return data + table + end


def _stream(told: bytes, content: bytes) -> bytes:
    return told + b"/Length %d>>stream\n%s\nendstream" % (len(content), content)
