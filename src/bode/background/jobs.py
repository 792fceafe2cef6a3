"""Jobs: work that a person need not wait for, kept in PostgreSQL, tried again when it fails."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

__all__ = ["QUEUE", "RETRY", "app"]

QUEUE = "bode"

# 4, 16, 64, … seconds: an outage of an hour is ridden out, then the job shows as failed.
RETRY = RetryStrategy(max_attempts=7, exponential_wait=4)
