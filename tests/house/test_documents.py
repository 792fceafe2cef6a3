"""What the documents promise about the code."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from bode.settings import environment

ROOT = Path(__file__).resolve().parents[2]
ROOMS = sorted(
    path.name for path in (ROOT / "src" / "bode").iterdir() if (path / "__init__.py").exists()
)


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_stands_in_the_architecture_page(room: str) -> None:
    assert f"`{room}`" in (ROOT / "docs" / "architecture.md").read_text()


def test_every_setting_stands_in_the_settings_page() -> None:
    sources = [path.read_text() for path in Path(environment.__file__).parent.glob("*.py")]
    names = set(re.findall(r"BODE_[A-Z0-9_]+", "".join(sources)))
    documented = (ROOT / "docs" / "settings.md").read_text()

    assert {name for name in names if f"`{name}`" not in documented} == set()
    assert len(names) >= len(dataclasses.fields(environment.Environment))


def test_the_readme_names_its_two_commands() -> None:
    readme = (ROOT / "README.md").read_text()

    assert "make demo" in readme
    assert "make test" in readme
