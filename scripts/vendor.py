"""Copy what the pages need out of node_modules, so that Bode serves it all itself.

Run after `npm ci`, by the Makefile. The licences of the packages go along.
"""

from __future__ import annotations

import re
import shutil
import struct
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "src" / "bode" / "web" / "static" / "vendor"

COPIES = {
    "utrecht.css": "@utrecht/component-library-css/dist/index.css",
    "utrecht.LICENSE.md": "@utrecht/component-library-css/LICENSE.md",
    "voorbeeld.css": "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "htmx.LICENSE": "htmx.org/LICENSE",
    "htmx-ext-sse.js": "htmx-ext-sse/dist/sse.min.js",
    "htmx-ext-sse.LICENSE": "htmx-ext-sse/LICENSE",
    "noto-sans/LICENSE": "@fontsource/noto-sans/LICENSE",
}
FONT = MODULES / "@fontsource" / "noto-sans"
WEIGHTS = (400, 700)
# Dutch, and the names of everyone who lives in the Netherlands and writes in Latin letters.
SUBSETS = ("latin", "latin-ext")


def main() -> None:
    """Make the folder anew beside the old one, then put it in its place."""
    unfinished = VENDOR.with_name("vendor.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    (unfinished / "noto-sans").mkdir(parents=True)
    for name, source in COPIES.items():
        shutil.copyfile(MODULES / source, unfinished / name)
    copy_font(unfinished / "noto-sans")
    shutil.rmtree(VENDOR, ignore_errors=True)
    unfinished.rename(VENDOR)


def copy_font(folder: Path) -> None:
    """Write one style sheet with the faces of our subsets, and the files that it names."""
    faces = [
        face
        for weight in WEIGHTS
        for subset, face in re.findall(
            r"/\* noto-sans-([a-z-]+)-\d+-normal \*/\s*(@font-face \{.*?\})",
            (FONT / f"{weight}.css").read_text(),
            flags=re.DOTALL,
        )
        if subset in SUBSETS
    ]
    if len(faces) != len(WEIGHTS) * len(SUBSETS):
        raise SystemExit(
            "The font's style sheet looks different from what scripts/vendor.py expects."
        )
    sheet = re.sub(r", url\([^)]*\.woff\) format\('woff'\)", "", "\n".join(faces))
    for name in re.findall(r"url\(\./files/([^)]+)\)", sheet):
        shutil.copyfile(FONT / "files" / name, folder / name)
    (folder / "noto-sans.css").write_text(sheet.replace("./files/", "./") + "\n")
    for weight in WEIGHTS:  # for pictures in pixels, whose renderer reads no web fonts
        packed = FONT / "files" / f"noto-sans-latin-{weight}-normal.woff"
        (folder / f"noto-sans-{weight}.ttf").write_bytes(unpack(packed.read_bytes()))


def unpack(woff: bytes) -> bytes:
    """Return the font that is packed as WOFF 1.0: the same tables, each compressed by zlib."""
    flavour, count = struct.unpack_from(">4xI4xH", woff)
    entries = sorted(
        struct.unpack_from(">4sIIII", woff, 44 + 20 * number) for number in range(count)
    )
    power = count.bit_length() - 1
    searched = 16 * 2**power
    head = struct.pack(">IHHHH", flavour, count, searched, power, 16 * count - searched)
    directory, tables = b"", b""
    begin = len(head) + 16 * count
    for tag, offset, packed, length, checksum in entries:
        table = woff[offset : offset + packed]
        table = zlib.decompress(table) if packed < length else table
        directory += struct.pack(">4sIII", tag, checksum, begin + len(tables), length)
        tables += table + b"\0" * (-length % 4)
    return head + directory + tables


if __name__ == "__main__":
    main()
