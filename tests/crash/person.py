"""A person at the desk, who sends again what no phone shows. A program of its own.

Reads the ids of the messages that phones show, one a line; prints how many were sent again.
"""

from __future__ import annotations

import os
import sys

from bode.processes.starting import set_up_django

set_up_django(os.environ["BODE_DATABASE_URL"])

from bode.conversations import deciding  # noqa: E402 - Django must be ready first
from bode.conversations.models import Message  # noqa: E402
from bode.organisations.actors import find_actor  # noqa: E402
from bode.organisations.models import Person  # noqa: E402
from bode.organisations.tenancy import scope  # noqa: E402


def send_again_what_is_not(shown: set[str]) -> int:
    agent = find_actor(Person.objects.get(email="klantcontact@voorbeeldstad.example"))
    assert agent is not None
    with scope(agent.organisation_id):
        asking = Message.objects.filter(error_code="unsettled").values_list("id", flat=True)
        missing = [each for each in asking if str(each) not in shown]
        for message_id in missing:
            deciding.send_again(agent, message_id)
    return len(missing)


print(send_again_what_is_not(set(sys.stdin.read().split())))  # noqa: T201
