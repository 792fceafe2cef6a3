"""The platform reviews a new template, and tells what it decided."""

from __future__ import annotations

import asyncio
import time

import orjson
from msgspec import Raw, structs

from bode.simulator.delivering import Deliveries
from bode.simulator.records import Template, Value
from bode.simulator.world import World


class Reviews:
    """Approves every template, after the time that a review takes."""

    def __init__(self, world: World, deliveries: Deliveries) -> None:
        self._world = world
        self._deliveries = deliveries

    def resume(self) -> None:
        """Take up what a former process had not reviewed yet."""
        for template in self._world.templates.values():
            self.plan(template)

    def plan(self, template: Template) -> None:
        """Have a template reviewed, unless it was."""
        if template.status == "PENDING":
            pause = self._world.config.pace.template_review
            asyncio.get_running_loop().call_later(pause, self._approve, template.id)

    def _approve(self, template_id: str) -> None:
        template = self._world.templates.get(template_id)
        if template is None or template.status != "PENDING":
            return
        approved = structs.replace(template, status="APPROVED")
        self._world.store(approved)
        told = Value(
            seq=self._deliveries.reserve(self._world.waba_numbers(approved.waba)[0]),
            waba=approved.waba,
            field="message_template_status_update",
            value=Raw(orjson.dumps(_describe_approval(approved))),
            at=int(time.time()),
        )
        self._world.store(told, flush=True)
        self._deliveries.tell(told)


def _describe_approval(template: Template) -> dict[str, object]:
    return {
        "event": "APPROVED",
        "message_template_id": int(template.id),
        "message_template_name": template.name,
        "message_template_language": template.language,
        "reason": "NONE",
        "message_template_category": template.category,
    }
