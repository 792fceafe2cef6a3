"""Quality, of numbers and of templates, falls when those who were written to block the business."""

from __future__ import annotations

import asyncio
from collections import defaultdict

from bode.simulator.happenings import happen
from bode.simulator.platform import Platform
from bode.simulator.records import TO_CITIZEN

PEOPLE_LEAST = 10
"""Of fewer than so many people nothing is concluded."""
YELLOW, RED = 0.05, 0.10
"""The share of blockers from which on quality has this colour. The platform tells none."""
_DAYS_SECONDS = 7 * 24 * 3600
_PAUSE_SECONDS = 0.05


def reconsider(platform: Platform, number_id: str) -> None:
    """Judge a number soon, once for all the blocks that come at the same time."""
    if number_id in platform.world.numbers and number_id not in platform.reconsidered:
        platform.reconsidered.add(number_id)
        asyncio.get_running_loop().call_later(_PAUSE_SECONDS, _judge, platform, number_id)


def _judge(platform: Platform, number_id: str) -> None:
    platform.reconsidered.discard(number_id)
    world = platform.world
    number = world.numbers[number_id]
    people, readers = _people_written_to(platform, number_id)
    score = _score(platform, number_id, people)
    if score is not None and score != world.accounts.state(number).quality:
        happen(platform, number, "quality", score)
    for template_id, those in readers.items():
        template = world.templates.get(template_id)
        score = _score(platform, number_id, those)
        if template is not None and score not in (None, template.quality):
            platform.reviews.score(template, str(score))


def _people_written_to(platform: Platform, number_id: str) -> tuple[set[str], dict[str, set[str]]]:
    """Return whom a number wrote to in seven days: all of them, and by template."""
    since = platform.world.now() - _DAYS_SECONDS
    people: set[str] = set()
    readers: defaultdict[str, set[str]] = defaultdict(set)
    for message in platform.world.messages.values():
        ours = message.number == number_id and message.direction == TO_CITIZEN
        if ours and message.timestamp > since:
            people.add(message.phone)
            if message.template_id:
                readers[message.template_id].add(message.phone)
    return people, readers


def _score(platform: Platform, number_id: str, people: set[str]) -> str | None:
    if len(people) < PEOPLE_LEAST:
        return None
    phones = platform.world.phones
    share = sum(number_id in phones[digits].blocks for digits in people) / len(people)
    if share >= RED:
        return "RED"
    return "YELLOW" if share >= YELLOW else "GREEN"
