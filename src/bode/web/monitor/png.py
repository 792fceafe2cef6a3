"""Pictures in pixels, with Bode's own letters: a server has none to count on."""

from __future__ import annotations

from pathlib import Path

from resvg_py import svg_to_bytes

_FONTS = Path(__file__).parents[1] / "static" / "vendor" / "noto-sans"
_ZOOM = 2.0  # sharp on dense screens and on paper


def render_png(svg: str) -> bytes:
    """The picture at twice its size."""
    fonts = [str(path) for path in sorted(_FONTS.glob("*.ttf"))]
    return bytes(
        svg_to_bytes(
            svg_string=svg,
            zoom=_ZOOM,
            font_files=fonts,
            skip_system_fonts=bool(fonts),
            sans_serif_family="Noto Sans",
            font_family="Noto Sans",
        )
    )
