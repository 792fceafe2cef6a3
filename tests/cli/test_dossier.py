"""`bode dossier`, as an operator meets it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_commands import bode
from tests.licensing.test_dossier_codec import SMALL

from bode.licensing.dossier.codec import content_hash, encode


def test_a_sound_dossier_is_told_with_its_hash_without_a_database(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    file.write_bytes(encode(SMALL))

    told = bode("dossier", "check", str(file))

    assert told.returncode == 0
    assert "A sound dossier of Proefstad, with Proefbode." in told.stdout
    assert content_hash(SMALL) in told.stdout


def test_a_changed_one_is_refused_with_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    file.write_bytes(encode(SMALL).replace(b"Proefstad", b"Voorstad!"))

    told = bode("dossier", "check", str(file))

    assert told.returncode == 1
    assert told.stderr.startswith("bode dossier: hash_mismatch: The content does not fit its hash")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    told = bode("dossier", "check", str(tmp_path / "nowhere.json"))

    assert told.returncode == 1
    assert "No such file" in told.stderr
