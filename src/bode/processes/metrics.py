"""Figures for Prometheus: numbers of things, never whose."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bode.background.beating import find_still
from bode.background.queries import count_failed
from bode.background.states import Part
from bode.intake.queries import count_by_state
from bode.organisations.tenancy import every_tenant
from bode.outbox.queries import count_circuits, count_queue

from .door import door


class _Door(Collector):
    """What this process did at the webhook door since it started."""

    def collect(self) -> Iterator[Metric]:
        yield CounterMetricFamily(
            "bode_webhooks_stored", "Webhooks stored durably.", value=door.store.stored
        )
        yield CounterMetricFamily(
            "bode_webhook_commits", "Commits that stored them.", value=door.store.groups
        )
        answers = CounterMetricFamily(
            "bode_webhook_answers", "Answers at the webhook door.", labels=["status"]
        )
        for status, count in sorted(door.answers.items()):
            answers.add_metric([str(status)], count)
        yield answers


class _Database(Collector):
    """What waits in the database, for all processes together; nothing when it is away."""

    def collect(self) -> Iterator[Metric]:
        try:
            with every_tenant("figures count for all municipalities together"):
                logged, queued, failed_jobs = count_by_state(), count_queue(), count_failed()
                still, circuits = find_still(), count_circuits()
        except DatabaseError:
            return
        works = GaugeMetricFamily(
            "bode_worker_works", "Whether any worker does this now.", labels=["part"]
        )
        for part in Part:
            works.add_metric([part], part not in still)
        yield works
        log = GaugeMetricFamily("bode_webhook_log", "Webhooks not yet done with.", labels=["state"])
        for each in logged:
            log.add_metric([each.state], each.count)
        yield log
        queue = GaugeMetricFamily(
            "bode_outbox", "Messages that have yet to leave.", labels=["lane", "state"]
        )
        for waiting in queued:
            queue.add_metric([waiting.lane, waiting.state], waiting.count)
        yield queue
        broken = GaugeMetricFamily(
            "bode_circuits", "Numbers whose platform keeps failing.", labels=["state"]
        )
        for state, count in circuits.items():
            broken.add_metric([state], count)
        yield broken
        yield GaugeMetricFamily(
            "bode_jobs_failed", "Jobs that failed for good, of the last month.", value=failed_jobs
        )


_registry = CollectorRegistry(auto_describe=False)
_registry.register(_Door())
_registry.register(_Database())


def metrics(_request: HttpRequest) -> HttpResponse:
    """All figures, in Prometheus' text format."""
    return HttpResponse(generate_latest(_registry), content_type=CONTENT_TYPE_LATEST)
