"""A number that moves from one provider to another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.licensing.licence_states import TransferStatus
from bode.organisations.models import Organisation

from .licences import Licence, PhoneNumber


class NumberTransfer(models.Model):
    """The wish of a municipality that a number goes on under another licence, and its outcome."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", help_text="That it leaves."
    )
    to_provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.ForeignKey(PhoneNumber, on_delete=models.PROTECT, related_name="transfers")
    from_licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="+")
    to_licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="+")
    display_number = models.CharField(max_length=20, help_text="For the one it left too.")
    status = models.CharField(max_length=10, default=TransferStatus.ASKED)
    actor = models.CharField(max_length=120, help_text="Who asked for it.")
    settler = models.CharField(max_length=120, blank=True, help_text="Who moved or refused it.")
    asked_at = models.DateTimeField(db_default=Now())
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="transfer_status_known",
                condition=Q(status__in=[str(each) for each in TransferStatus]),
            ),
            models.CheckConstraint(
                name="transfer_settled_once",
                condition=Q(status="asked") ^ Q(settled_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="transfer_one_at_a_time", fields=["number"], condition=Q(status="asked")
            ),
        ]

    def __str__(self) -> str:
        return self.display_number
