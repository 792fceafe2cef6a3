"""What a person chose for their own eyes and ears."""

from __future__ import annotations

from typing import Any

from .models import Person, Preferences


def find_preferences(person: Person) -> Preferences:
    """What they chose; the defaults, not saved, for who never did."""
    return Preferences.objects.filter(person=person).first() or Preferences(person=person)


def prefer(person: Person, **chosen: Any) -> None:
    """Keep these choices; the others stay as they are."""
    Preferences.objects.update_or_create(person=person, defaults=chosen)
