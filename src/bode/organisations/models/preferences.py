"""How a person wants to see and hear Bode, whichever organisation they act for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .people import Person


class Appearance(models.TextChoices):
    SYSTEM = "system"  # as the person's machine has it
    LIGHT = "light"
    DARK = "dark"


class Preferences(models.Model):
    """A person's own choices; who never chose has none, and gets these defaults: quiet."""

    no_tenant = "A person has the same eyes and ears for each organisation."

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="preferences"
    )
    appearance = models.CharField(max_length=10, choices=Appearance, default=Appearance.SYSTEM)
    has_shortcuts = models.BooleanField(
        default=True, help_text="Single keys do something (WCAG 2.1.4: one can turn that off)."
    )
    saw_tour = models.BooleanField(default=False)
    tells_new = models.BooleanField(default=False, help_text="A message in one's own queue.")
    tells_mention = models.BooleanField(default=False)
    tells_urgent = models.BooleanField(default=False)
    plays_sound = models.BooleanField(default=False)
    shows_words = models.BooleanField(
        default=False, help_text="Names and words of citizens, also on a locked screen."
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="preferences_appearance_known", condition=Q(appearance__in=Appearance.values)
            ),
        ]

    def __str__(self) -> str:
        return f"preferences of {self.person}"

    @property
    def tells_something(self) -> bool:
        """Whether a notification may come at all."""
        return self.tells_new or self.tells_mention or self.tells_urgent
