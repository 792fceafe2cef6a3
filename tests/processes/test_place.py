"""Where Bode keeps its data when nobody says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from bode.settings.environment import load_place

CHECKOUT = Path(__file__).resolve().parents[2]


def test_in_the_checkout_from_whichever_folder_it_is_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)

    assert load_place({}).data_dir == CHECKOUT / ".bode"
    assert load_place({"BODE_DATA_DIR": ""}).data_dir == CHECKOUT / ".bode"


def test_in_the_folder_that_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)

    assert load_place({"BODE_DATA_DIR": "elders"}).data_dir == tmp_path / "elders"
