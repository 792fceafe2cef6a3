"""Bringing the database up to date: Bode's role, all tables, and the municipalities there are."""

from __future__ import annotations

import os

from .database import prepare
from .starting import started


def run(*, verbosity: int = 1) -> None:
    """Bring the database up to date. Safe to repeat.

    Raises `CannotStart` when the database can't be reached or doesn't allow it.
    """
    with started("migrate"):
        migrate(os.environ["BODE_DATABASE_URL"], verbosity=verbosity)


def migrate(url: str, *, verbosity: int) -> None:
    """Make what is missing, with Django ready to work with that database."""
    from django.core.management import call_command

    from bode.organisations.seeding import seed_municipalities

    prepare(url)
    call_command("migrate", interactive=False, verbosity=verbosity)
    seed_municipalities()
