"""Personal data in the API: whatever stood in an answer that is kept for a repeated call."""

from __future__ import annotations

from bode.privacy import register as privacy


def register() -> None:
    privacy.register(
        privacy.PersonalData(
            model="api.RememberedAnswer",
            fields=("answer",),
            what="Koppeling (API): het antwoord op een aanroep",
            why="Een herhaalde aanroep hetzelfde antwoord geven, zonder iets twee keer te doen.",
            how_long="Drie dagen.",
        )
    )
