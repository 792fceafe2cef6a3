"""Why a file is no dossier, in words for people."""

from __future__ import annotations

from .codec import MOST_BYTES, DossierRefused

_MEGABYTES = MOST_BYTES // 1024**2
_REASONS = {
    "too_large": (
        f"Het bestand is te groot. Een dossier is hooguit {_MEGABYTES} MB.",
        f"The file is too large. A dossier has {_MEGABYTES} MB at most.",
    ),
    "not_utf8": (
        "Dit is geen tekst in UTF-8. Kies het JSON-bestand van het dossier, niet de pdf.",
        "This is no text in UTF-8. Choose the JSON file of the dossier, not the PDF.",
    ),
    "not_json": (
        "Dit is geen JSON. Kies het JSON-bestand van het dossier, en niet de pdf.",
        "This is no JSON. Choose the JSON file of the dossier, not the PDF.",
    ),
    "duplicate_key": (
        "Een onderdeel staat er twee keer in. Het bestand is veranderd.",
        "A part is in it twice. The file was changed.",
    ),
    "not_a_dossier": (
        "Dit bestand is geen dossier van Bode.",
        "This file is no dossier of Bode’s.",
    ),
    "unknown_version": (
        "Dit dossier heeft een versie die deze Bode niet kent. Werk Bode bij.",
        "This dossier has a version that this Bode does not know. Bring Bode up to date.",
    ),
    "schema": (
        "Een onderdeel is anders dan het hoort te zijn. Het bestand is veranderd.",
        "A part is not as it should be. The file was changed.",
    ),
    "hash_mismatch": (
        "De inhoud past niet bij het controlegetal: er is iets veranderd. Vraag een nieuw bestand.",
        "The content does not fit its hash: something was changed. Ask for a new file.",
    ),
    "not_canonical": (
        "Een ander programma sloeg het bestand op. Gebruik het bestand zoals Bode het maakte.",
        "Another program saved the file. Use the file as Bode made it.",
    ),
    "file_changed": (
        "Een bestand in het dossier past niet bij zijn controlegetal.",
        "A file within the dossier does not fit its hash.",
    ),
}


def why_refused(refused: DossierRefused) -> tuple[str, str]:
    """What is wrong and where, in Dutch and in English."""
    nl, en = _REASONS[refused.code]
    place = " ".join(filter(None, (refused.path, refused.detail)))
    return (f"{nl} ({place})", f"{en} ({place})") if place else (nl, en)
