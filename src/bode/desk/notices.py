"""What programs of the municipality sent a citizen, as a service beside the conversation.

Of a case or an appointment Bode knows no more than the notices about it; an agent who sees them
knows what the citizen asks about.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bode import policy
from bode.conversations.models import Message
from bode.conversations.states import Direction

from .panels import Beside, Item

_LATEST = 5
_LENGTH = 120  # characters of a notice


class Notices:
    """The latest templates that no person sent."""

    code = "notices"

    def title(self) -> str:
        return _("Berichten uit andere systemen")

    def list_items(self, beside: Beside) -> Sequence[Item]:
        sent = Message.objects.filter(
            conversation__contact=beside.contact,
            direction=Direction.OUT,
            type="template",
            author=None,
        )
        return [_item(each) for each in sent.order_by("-at", "-id")[:_LATEST]]


def _item(message: Message) -> Item:
    about = [_purpose(message.purpose), message.author_name]
    return Item(
        title=Truncator(message.text).chars(_LENGTH),
        about=" · ".join(each for each in about if each),
        at=message.at,
        url=f"{reverse('conversation', args=[message.conversation_id])}#message-{message.id}",
    )


def _purpose(code: str) -> str:
    known = policy.PURPOSES.get(code)
    if known is None:
        return code
    return known.name_en if (get_language() or "").startswith("en") else known.name_nl
