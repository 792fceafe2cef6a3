"""Thumbnails are small, upright and tell nothing but what is to be seen."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bode.basics.pictures import PictureTooLarge
from bode.conversations.thumbnails import make_thumbnail
from bode.simulator.samples import sample

ORIENTATION, CAMERA, PLACE = 0x0112, 0x0110, 0x8825


def photo(width: int = 1200, height: int = 800, kind: str = "JPEG") -> BytesIO:
    """A picture as a phone takes it: lying on its side, and telling where it was taken."""
    told = Image.Exif()
    told[ORIENTATION], told[CAMERA] = 6, "Telefoon van Sanne"
    told[PLACE] = {1: "N", 2: (52.0, 5.0, 0.0)}
    file = BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, kind, exif=told)
    return file


def test_a_thumbnail_is_small_and_upright() -> None:
    small = make_thumbnail(photo())

    assert small is not None
    with Image.open(BytesIO(small)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (320, 480))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_thumbnail_tells_nothing_of_its_maker(kind: str) -> None:
    small = make_thumbnail(photo(kind=kind))

    assert small is not None
    assert b"Sanne" not in small
    with Image.open(BytesIO(small)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.info.keys() <= {"loop", "background", "timestamp", "duration"}


def test_a_sticker_stays_clear_where_it_was() -> None:
    file = BytesIO()
    Image.new("RGBA", (512, 512), (0, 0, 0, 0)).save(file, "WEBP")

    small = make_thumbnail(file)

    assert small is not None
    with Image.open(BytesIO(small)) as picture:
        assert picture.mode == "RGBA"


@pytest.mark.parametrize("mime_type", ["image/png", "image/jpeg", "image/webp"])
def test_what_a_simulated_citizen_sends_has_something_to_see(mime_type: str) -> None:
    small = make_thumbnail(BytesIO(sample(mime_type)))

    assert small is not None
    with Image.open(BytesIO(small)) as picture:
        assert min(picture.size) >= 200
        assert len(picture.convert("RGB").quantize(16).getcolors() or []) > 3


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n broken", b"%PDF-1.4"])
def test_what_is_no_picture_has_no_thumbnail(data: bytes) -> None:
    assert make_thumbnail(BytesIO(data)) is None


def test_a_picture_cut_off_has_no_thumbnail() -> None:
    whole = photo().getvalue()

    assert make_thumbnail(BytesIO(whole[: len(whole) // 2])) is None


def test_a_picture_that_would_unpack_without_end_is_refused() -> None:
    bomb = BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")

    with pytest.raises(PictureTooLarge):
        make_thumbnail(bomb)


MEASURE = """
import resource, sys
from bode.conversations.thumbnails import make_thumbnail
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open(sys.argv[1], "rb") as file:
    make_thumbnail(file)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize(
    ("mode", "kind", "side"),
    [("RGBA", "PNG", 7000), ("LA", "PNG", 7000), ("RGB", "JPEG", 7000), ("RGBA", "WEBP", 3500)],
)
def test_the_largest_picture_takes_little_memory(
    tmp_path: Path, mode: str, kind: str, side: int
) -> None:
    path = tmp_path / "large"
    Image.new(mode, (side, side)).save(path, kind)
    measure = [sys.executable, "-c", MEASURE, str(path)]

    told = subprocess.run(measure, check=True, capture_output=True, text=True)

    assert int(told.stdout) < 250  # megabytes
