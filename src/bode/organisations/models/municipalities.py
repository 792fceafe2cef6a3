"""Municipalities: where and how large they are, from when to when, and who came after them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bode.basics import new_id

from .organisations import Organisation


class Province(models.TextChoices):
    DRENTHE = "Drenthe", "Drenthe"
    FLEVOLAND = "Flevoland", "Flevoland"
    FRIESLAND = "Friesland", "Friesland"
    GELDERLAND = "Gelderland", "Gelderland"
    GRONINGEN = "Groningen", "Groningen"
    LIMBURG = "Limburg", "Limburg"
    NOORD_BRABANT = "Noord-Brabant", "Noord-Brabant"
    NOORD_HOLLAND = "Noord-Holland", "Noord-Holland"
    OVERIJSSEL = "Overijssel", "Overijssel"
    UTRECHT = "Utrecht", "Utrecht"
    ZEELAND = "Zeeland", "Zeeland"
    ZUID_HOLLAND = "Zuid-Holland", "Zuid-Holland"


class Municipality(models.Model):
    """What is known of a municipality beside its code and name.

    An invented one lies in no province, and says so; the figures of one that ended before 2023 are
    not known.
    """

    no_tenant = "Public facts; everyone may look them up."

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, primary_key=True, related_name="municipality"
    )
    official_name = models.CharField(max_length=120, help_text="As CBS writes it: 's-Gravenhage.")
    province = models.CharField(max_length=20, choices=Province, blank=True)
    is_invented = models.BooleanField(default=False, help_text="Made up, for a demo or a test.")
    population = models.IntegerField(null=True)
    population_on = models.DateField(null=True)
    lon = models.FloatField(null=True, help_text="Degrees, WGS 84.")
    lat = models.FloatField(null=True, help_text="Degrees, WGS 84.")
    row = models.SmallIntegerField(null=True, help_text="Of the map of hexagons, from the north.")
    col = models.SmallIntegerField(null=True, help_text="Of the map of hexagons, from the west.")
    valid_from = models.DateField(null=True, help_text="First day; null: before the data (2019).")
    valid_to = models.DateField(null=True, help_text="Last day.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="municipality_province_known",
                condition=Q(province__in=Province.values) | Q(is_invented=True, province=""),
            ),
            models.CheckConstraint(
                name="municipality_whole_place",
                condition=Q(row=None, col=None) | Q(row__isnull=False, col__isnull=False),
            ),
            models.UniqueConstraint(name="municipality_own_place", fields=["row", "col"]),
            models.CheckConstraint(
                name="municipality_ends_after_it_began",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.official_name


class MergerStatus(models.TextChoices):
    ANNOUNCED = "announced"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Succession(models.Model):
    """One municipality goes on in another, from a date; a divided one in several.

    Announced, nothing changes yet; confirmed, the predecessor's last day is the day before `on`.
    """

    no_tenant = "Public facts; everyone may look them up."

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    predecessor = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="inheritances"
    )
    on = models.DateField(help_text="The successor's first day with the new area.")
    status = models.CharField(max_length=20, choices=MergerStatus)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="succession_status_known", condition=Q(status__in=MergerStatus.values)
            ),
            models.CheckConstraint(
                name="succession_by_another", condition=~Q(predecessor=F("successor"))
            ),
            models.UniqueConstraint(
                name="succession_once",
                fields=["predecessor", "successor"],
                condition=~Q(status=MergerStatus.CANCELLED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} · {self.on} · {self.status}"
