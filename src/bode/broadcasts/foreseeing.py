"""What is known of a broadcast before it leaves, and what to expect because of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from bode.basics import WINDOW, now
from bode.conversations.costs import Cost, expect
from bode.conversations.given_away import GIVEN_AWAY
from bode.licensing.models import Account
from bode.licensing.queries import list_templates_named
from bode.outbox.models import OpenedCitizen

from .actions import mailing_of
from .forecast import Crowd, Forecast, Limit, foresee
from .incidents import LASTS, WHO_HAD_IT, incident_of
from .models import Broadcast

# Who waits for it and wants such messages now, whichever of their addresses they said it from. Of
# Dutch mobile numbers the country is known; of others the first eight signs tell it.
CROWD = f"""
WITH said AS (
  SELECT DISTINCT ON (person)
    coalesce(identity.contact_id::text, consent.address) AS person,
    consent.withdrawn_at IS NULL AS wants
  FROM conversations_consent AS consent
  LEFT JOIN conversations_contactidentity AS identity
    ON identity.municipality_id = %(municipality)s AND identity.value = consent.address
   AND identity.kind IN ('phone', 'user_id')
  WHERE consent.municipality_id = %(municipality)s AND consent.purpose = %(purpose)s
    AND NOT EXISTS ({GIVEN_AWAY})
  ORDER BY person, coalesce(consent.withdrawn_at, consent.renewed_at, consent.given_at) DESC,
    consent.withdrawn_at DESC NULLS LAST
), answering AS (
  SELECT DISTINCT contact_id FROM conversations_conversation
  WHERE municipality_id = %(municipality)s AND number_id = %(number)s
    AND last_inbound_at > %(since)s
)
SELECT CASE WHEN recipient.address LIKE '316%%' THEN '316' ELSE left(recipient.address, 8) END,
  count(*), count(answering.contact_id),
  count(*) FILTER (WHERE answering.contact_id IS NULL AND opened.recipient IS NOT NULL)
FROM broadcasts_recipient AS recipient
LEFT JOIN conversations_contactidentity AS identity
  ON identity.municipality_id = %(municipality)s AND identity.value = recipient.address
 AND identity.kind IN ('phone', 'user_id')
JOIN said ON said.wants
  AND said.person = coalesce(identity.contact_id::text, recipient.address)
LEFT JOIN answering ON answering.contact_id = identity.contact_id
LEFT JOIN outbox_openedcitizen AS opened
  ON opened.municipality_id = %(municipality)s AND opened.recipient = recipient.address
 AND opened.opened_at > %(since)s
WHERE recipient.broadcast_id = %(broadcast)s AND recipient.state = 'waiting'
  AND (%(incident)s = ''
    OR NOT EXISTS ({WHO_HAD_IT} AND had.address = recipient.address))
GROUP BY 1
"""  # noqa: S608 - the piece is our own constant


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What to expect of a broadcast, if it were started now."""

    forecast: Forecast
    limit: Limit
    cost: Cost
    """At most: who is not reached costs nothing."""
    currency: str
    prices_are_invented: bool


class _Counted(NamedTuple):
    """Citizens whose addresses begin alike; the fields stand in the order of `CROWD`."""

    address: str
    total: int
    answered: int
    counted: int


def expect_of(broadcast: Broadcast) -> Expected:
    """What to expect of whoever waits for it still and wants such messages."""
    found = _count(broadcast)
    answered = sum(each.answered for each in found)
    counted = sum(each.counted for each in found)
    total = sum(each.total for each in found)
    crowd = Crowd(answered=answered, counted=counted, new=total - answered - counted)
    limit = _limit()
    day = timezone.localdate(broadcast.planned_for) if broadcast.planned_for else None
    prices = settings.TARIFFS.on(day or timezone.localdate())
    addresses = {each.address: each.total for each in found}
    return Expected(
        forecast=foresee(crowd, limit, broadcast.number.messages_per_second, broadcast.per_day),
        limit=limit,
        cost=max(
            (expect(prices, category, addresses) for category in _categories(broadcast)),
            key=lambda cost: (cost.unpriced, cost.at_least),
        ),
        currency=prices.currency,
        prices_are_invented=prices.are_invented,
    )


def _count(broadcast: Broadcast) -> list[_Counted]:
    with transaction.atomic(), connection.cursor() as cursor:
        # Of consents that were just read in, PostgreSQL guesses that there are few, and would look
        # at all of them again for each of a town.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(
            CROWD,
            {
                "broadcast": broadcast.id,
                "municipality": broadcast.municipality_id,
                "number": broadcast.number_id,
                "purpose": broadcast.purpose,
                "incident": incident_of(broadcast),
                "incident_since": now() - LASTS,
                "since": now() - WINDOW,
            },
        )
        found = [_Counted._make(row) for row in cursor.fetchall()]
        cursor.execute("SET LOCAL enable_nestloop = on")
        return found


def _limit() -> Limit:
    """A portfolio is the municipality's: its accounts share one limit."""
    told = Account.objects.exclude(people_a_day="")
    return Limit(
        citizens=told.aggregate(most=Max("reach"))["most"],
        used=OpenedCitizen.objects.filter(opened_at__gt=now() - WINDOW).count(),
        is_known=told.exists(),
    )


def _categories(broadcast: Broadcast) -> set[str]:
    """The platform's, of its templates; an empty one for what is no template any more."""
    sent = [each.template for each in mailing_of(broadcast).versions()]
    names = {each["name"] for each in sent}
    kept = list_templates_named([broadcast.number.account_id], names)
    known = {(each.name, each.language): each.category.lower() for each in kept}
    return {known.get((each["name"], each["language"]["code"]), "") for each in sent}
