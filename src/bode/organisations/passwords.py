"""A new password for who forgot theirs, and a note that there is one."""

from __future__ import annotations

from . import mailing
from .actors import find_actor, list_organisations_of
from .deeds import remember
from .models import Person

LINK_HOURS = 1


def remind_of_password(person: Person, path: str) -> None:
    """Mail someone the page where they choose a new password; who works nowhere gets nothing."""
    for organisation in list_organisations_of(person)[:1]:
        mailing.write(
            organisation.id,
            address=person.email,
            subject="Kies een nieuw wachtwoord voor Bode",
            text=(
                f"Beste {person.name},\n\nU vroeg om een nieuw wachtwoord. Ga naar het adres "
                f"hieronder. Het werkt {LINK_HOURS} uur en één keer.\n\nVroeg u dit niet? Doe dan "
                "niets: uw wachtwoord blijft zoals het is."
            ),
            path=path,
            is_secret=True,
        )


def note_new_password(person: Person) -> None:
    """Record it in the trail of each organisation that someone works for."""
    for organisation in list_organisations_of(person):
        actor = find_actor(person, organisation.id)
        if actor is not None:
            remember(actor, "person.password", organisation)
