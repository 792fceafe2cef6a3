"""The menu of a number: whether citizens get it, and what it says above its choices."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from bode.organisations.actors import Actor
from bode.privacy import audit
from bode.whatsapp import limits

from .content_places import find_blocking
from .errors import MenuTextForbidden
from .models import PhoneNumber

MENU_TEXT_LENGTH = limits.INTERACTIVE_BODY
"""Characters, at most. A list may have more, but with fewer purposes it becomes buttons."""
_USUAL = gettext_noop(
    "Dit is de WhatsApp van gemeente %(municipality)s. Waar gaat uw vraag over? Kies een "
    "onderwerp. Daarna leest een medewerker uw bericht. Is er gevaar? Bel 112."
)


def menu_text(number: PhoneNumber, language: str) -> str:
    """What stands above the choices in this language, `nl` or `en`."""
    own = number.menu_text_en if language == "en" else number.menu_text_nl
    return own or usual_text(number, language)


def usual_text(number: PhoneNumber, language: str) -> str:
    """What stands there where the municipality wrote nothing of its own."""
    with translation.override(language):
        return gettext(_USUAL) % {"municipality": number.municipality.name}


@transaction.atomic
def change_menu(
    actor: Actor, number_id: UUID, *, is_on: bool, text_nl: str = "", text_en: str = ""
) -> None:
    """Switch the menu of a number on or off, with texts of at most `MENU_TEXT_LENGTH`.

    An empty text is the usual one. Raises `NotAllowed`, `MenuTextForbidden`, and
    `PhoneNumber.DoesNotExist` for one that is another municipality's.
    """
    actor.require("administrator")
    ours = PhoneNumber.objects.filter(municipality_id=actor.organisation_id)
    number = ours.select_for_update().defer("access_token").get(id=number_id)
    before = (number.menu_on, number.menu_text_nl, number.menu_text_en)
    texts = {"text_nl": text_nl.strip(), "text_en": text_en.strip()}
    _check(number, texts)
    number.menu_on = is_on
    number.menu_text_nl, number.menu_text_en = texts["text_nl"], texts["text_en"]
    if before == (is_on, *texts.values()):
        return
    number.save(update_fields=["menu_on", "menu_text_nl", "menu_text_en"])
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what="menu.change",
        subject="licensing.PhoneNumber",
        subject_id=number.id,
        facts={"number": number.display_number, "is_on": is_on, **texts},
    )


def _check(number: PhoneNumber, texts: Mapping[str, str]) -> None:
    """What could never leave is told when it is written."""
    for field, text in texts.items():
        if finding := find_blocking(number.municipality_id, text):
            raise MenuTextForbidden(field, finding)
