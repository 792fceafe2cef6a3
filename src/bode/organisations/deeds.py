"""What organisations records in the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_noop

from bode.privacy import audit

from .actors import Actor
from .models import Organisation
from .tenancy import scope


def register() -> None:
    audit.register(
        {
            "municipality.add": gettext_noop("Gemeente toegevoegd"),
            "merger.announce": gettext_noop("Herindeling aangekondigd"),
            "merger.confirm": gettext_noop("Herindeling bevestigd"),
            "merger.cancel": gettext_noop("Herindeling afgeblazen"),
            "provider.add": gettext_noop("BSP toegevoegd"),
            "provider.change": gettext_noop("Gegevens van een BSP gewijzigd"),
            "provider.end": gettext_noop("Einde van een BSP gewijzigd"),
            "person.invite": gettext_noop("Uitnodiging gestuurd"),
            "person.uninvite": gettext_noop("Uitnodiging ingetrokken"),
            "person.join": gettext_noop("Uitnodiging aangenomen"),
            "person.roles": gettext_noop("Rollen van een medewerker gewijzigd"),
            "person.remove": gettext_noop("Medewerker verwijderd"),
            "person.close": gettext_noop("Account afgesloten"),
            "person.password": gettext_noop("Nieuw wachtwoord gekozen"),
            "house_style.set": gettext_noop("Huisstijl gewijzigd"),
            "house_style.drop": gettext_noop("Huisstijl weggehaald"),
            "team.make": gettext_noop("Team gemaakt"),
            "team.change": gettext_noop("Team gewijzigd"),
            "team.delete": gettext_noop("Team verwijderd"),
            "token.make": gettext_noop("API-sleutel gemaakt"),
            "token.revoke": gettext_noop("API-sleutel ingetrokken"),
        }
    )


def remember(
    actor: Actor, what: str, about: Organisation, facts: Mapping[str, Any] | None = None
) -> None:
    """Record a deed about an organisation in its own trail, and in that of whoever did it."""
    for organisation_id in {actor.organisation_id, about.id}:
        with scope(organisation_id):
            audit.record(
                organisation_id=organisation_id,
                actor=actor.name,
                what=what,
                subject="organisations.Organisation",
                subject_id=about.id,
                facts={"organisation": about.name, **(facts or {})},
            )


def record_by(actor: Actor, what: str, about: models.Model, **facts: object) -> None:
    """Record what someone did with something of their organisation, in its trail."""
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what=what,
        subject=about._meta.label,
        subject_id=about.pk,
        facts=facts,
    )
