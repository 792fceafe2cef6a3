"""The platform reviews templates, watches their quality, and tells what it decided."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from msgspec import structs

from bode.simulator.delivering import Deliveries
from bode.simulator.records import Template, TemplateGone
from bode.simulator.world import World

PAUSE_HOURS = (3, 6)
"""How long low quality pauses a template, the first and the second time; then it is disabled."""
_ARCHIVED_SECONDS = 28 * 24 * 3600
"""How long the platform keeps what was archived."""
_TITLES = ("FIRST_PAUSE", "SECOND_PAUSE")

EVENTS = {
    "APPROVED": "APPROVED",
    "REJECTED": "REJECTED",
    "PENDING": "PENDING",
    "PAUSED": "PAUSED",
    "UNPAUSED": "APPROVED",
    "DISABLED": "DISABLED",
    "REINSTATED": "APPROVED",
    "FLAGGED": "APPROVED",
    "IN_APPEAL": "IN_APPEAL",
    "LIMIT_EXCEEDED": "LIMIT_EXCEEDED",
    "LOCKED": "LOCKED",
    "ARCHIVED": "ARCHIVED",
    "UNARCHIVED": "APPROVED",
    "PENDING_DELETION": "PENDING_DELETION",
    "DELETED": "DELETED",
}
"""What can befall a template, and the status that it then has."""

REASONS = (
    "ABUSIVE_CONTENT",
    "INCORRECT_CATEGORY",
    "INVALID_FORMAT",
    "PROMOTIONAL",
    "SCAM",
    "TAG_CONTENT_MISMATCH",
)
SCORES = ("GREEN", "YELLOW", "RED", "UNKNOWN")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What the review decides on a template that contains some words."""

    contains: str
    """In its name or its text, in large or small letters."""
    reason: str | None = None
    """It is rejected for this reason."""
    category: str | None = None
    """It is approved in this category."""

    def applies_to(self, template: Template) -> bool:
        """Say whether a template contains the words."""
        text = template.name + " " + str(template.components)
        return self.contains.lower() in text.lower()


class Reviews:
    """Approves every template, after the time that a review takes, unless a rule says otherwise
    or someone decides by hand.
    """

    def __init__(self, world: World, deliveries: Deliveries) -> None:
        self._world = world
        self._deliveries = deliveries
        self.rules: list[Rule] = []
        self.by_hand = False

    def resume(self) -> None:
        """Take up what a former process had not reviewed, or not let go from its pause."""
        for template in self._world.templates.values():
            self.plan(template)
            if template.status == "PAUSED":
                self._plan_end_of_pause(template)

    def plan(self, template: Template) -> None:
        """Have a template reviewed, unless it was."""
        if template.status == "PENDING" and not self.by_hand:
            pause = self._world.config.pace.template_review
            asyncio.get_running_loop().call_later(pause, self._review, template.id)

    def _review(self, template_id: str) -> None:
        template = self._world.templates.get(template_id)
        if template is None or template.status != "PENDING" or self.by_hand:
            return
        rule = next((rule for rule in self.rules if rule.applies_to(template)), None)
        if rule is not None and rule.reason is not None:
            self.decide(template, "REJECTED", reason=rule.reason)
            return
        if rule is not None and rule.category is not None:
            template = self.reclassify(template, rule.category)
        self.decide(template, "APPROVED")

    def decide(self, template: Template, event: str, *, reason: str = "NONE") -> Template:
        """Let an event befall a template, and tell."""
        if event == "PAUSED" and template.pauses >= len(PAUSE_HOURS):
            event = "DISABLED"
        archived_at = self._world.now() if event == "ARCHIVED" else 0
        changed = structs.replace(
            template, status=EVENTS[event], reason=reason, archived_at=archived_at
        )
        if event == "ARCHIVED":
            changed.archived_from, changed.reason = template.status, template.reason
        if event == "UNARCHIVED":
            changed.status, changed.reason = template.archived_from, template.reason
        if event == "PAUSED":
            until = self._world.now() + PAUSE_HOURS[template.pauses] * 3600
            changed.pauses, changed.paused_until = template.pauses + 1, until
            self._plan_end_of_pause(changed)
        self._world.store(changed)
        told = {"event": "APPROVED" if event == "UNPAUSED" else event, "reason": reason}
        told["message_template_category"] = changed.category
        self._tell(
            changed,
            "message_template_status_update",
            told | _explain(changed, event, self._world.now()),
        )
        return changed

    def _plan_end_of_pause(self, template: Template) -> None:
        pause = max(template.paused_until - self._world.now(), 0)
        asyncio.get_running_loop().call_later(pause, self._end_pause, template.id)

    def _end_pause(self, template_id: str) -> None:
        template = self._world.templates.get(template_id)
        if template is None or template.status != "PAUSED":
            return
        if template.paused_until <= self._world.now():
            self.decide(template, "UNPAUSED")

    def remove_archived(self) -> None:
        """Remove the templates that were archived long enough, and tell."""
        before = self._world.now() - _ARCHIVED_SECONDS
        for template in list(self._world.templates.values()):
            if 0 < template.archived_at <= before:
                self.decide(template, "DELETED")
                self._world.store(TemplateGone(template.id))

    def score(self, template: Template, score: str) -> Template:
        """Give a template another quality. A red one that is in use is paused, then disabled."""
        former, changed = template.quality, structs.replace(template, quality=score)
        self._world.store(changed)
        scores = {"previous_quality_score": former, "new_quality_score": score}
        self._tell(changed, "message_template_quality_update", scores)
        if score == "RED" and changed.status == "APPROVED":
            return self.decide(changed, "PAUSED")
        return changed

    def announce_category(self, template: Template, category: str) -> None:
        """Tell that a template will be put in another category within 24 hours."""
        told = {"new_category": template.category, "correct_category": category}
        self._tell(template, "template_category_update", told)

    def reclassify(self, template: Template, category: str) -> Template:
        """Put a template in another category."""
        former = template.category
        changed = structs.replace(template, category=category, previous_category=former)
        self._world.store(changed)
        told = {"previous_category": former, "new_category": category}
        self._tell(changed, "template_category_update", told)
        return changed

    def change_components(self, template: Template, components: list[dict[str, Any]]) -> Template:
        """Change a template as if by someone elsewhere."""
        changed = structs.replace(template, components=components)
        self._world.store(changed)
        self._tell(changed, "message_template_components_update", _describe_parts(changed))
        return changed

    def _tell(self, template: Template, field: str, value: dict[str, Any]) -> None:
        named = {
            "message_template_id": int(template.id),
            "message_template_name": template.name,
            "message_template_language": template.language,
        }
        number = self._world.accounts.waba_numbers(template.waba)[0]
        self._deliveries.announce(number, field, value | named)


def _explain(template: Template, event: str, now: int) -> dict[str, Any]:
    """Return what a status webhook says beside the event."""
    if event == "PAUSED":
        hours = PAUSE_HOURS[template.pauses - 1]
        words = f"Its quality is low: it can't be sent for {hours} hours."
        return {"other_info": {"title": _TITLES[template.pauses - 1], "description": words}}
    if event == "UNPAUSED":
        words = "It can be sent again."
        return {"other_info": {"title": "UNPAUSE", "description": words}}
    if event == "DISABLED":
        words = "Its quality was low too often."
        return {
            "disable_info": {"disable_date": now},
            "other_info": {"title": "DISABLED", "description": words},
        }
    if event == "REJECTED":
        return {"rejection_info": {"reason": template.reason, "recommendation": "Change it."}}
    return {}


def _describe_parts(template: Template) -> dict[str, Any]:
    parts = {str(one.get("type")).upper(): one for one in template.components}
    names = {"HEADER": "title", "BODY": "element", "FOOTER": "footer"}
    told: dict[str, Any] = {
        f"message_template_{name}": parts[type_]["text"]
        for type_, name in names.items()
        if parts.get(type_, {}).get("text")
    }
    buttons = parts.get("BUTTONS", {}).get("buttons")
    if buttons:
        told["message_template_buttons"] = [
            {f"message_template_button_{key}": button[key] for key in _OF_BUTTON if key in button}
            for button in buttons
        ]
    return told


_OF_BUTTON = ("type", "text", "url", "phone_number")
