"""A link as a QR code, for a phone's camera."""

from __future__ import annotations

import qrcode
from qrcode.image.svg import SvgPathFillImage


def draw_qr(link: str) -> str:
    """An SVG picture on white: it stays legible on paper and on a dark page."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, image_factory=SvgPathFillImage)
    code.add_data(link)
    return str(code.make_image().to_string(encoding="unicode"))
