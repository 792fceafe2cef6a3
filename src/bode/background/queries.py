"""The reads of the jobs, for operators."""

from __future__ import annotations

from procrastinate.contrib.django.models import ProcrastinateJob


def count_failed() -> int:
    """How many jobs failed for good and are not forgotten yet."""
    return ProcrastinateJob.objects.filter(status="failed").count()
