"""Signs of life of what works behind the pages."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from .states import Part


class Beat(models.Model):
    """When a worker last said that it does its part; one row for all workers together."""

    no_tenant = "Workers serve everyone, and this tells of nobody."

    part = models.CharField(max_length=10, primary_key=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="beat_part_known", condition=models.Q(part__in=[str(each) for each in Part])
            )
        ]

    def __str__(self) -> str:
        return self.part
