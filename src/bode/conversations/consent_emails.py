"""The e-mail addresses that citizens gave with a yes: kept as long as that holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from unicodedata import category
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection
from django.db.models import Case, Exists, OuterRef, Subquery, When
from django.utils.encoding import punycode

from bode.basics import now

from .given_away import AWAY, IS_AWAY
from .models import Consent, ConsentEmail, ContactEvent, EmailAsked

LONGEST = 254
_INVISIBLE = "Cf"
"""The marks of direction that come along when an address is copied, and their like."""


class EmailGiven(NamedTuple):
    """That who has this address may be reached by e-mail too, for a purpose."""

    address: str
    purpose: str
    email: str
    given_at: datetime


# Only where the yes stands: who said no since is not reached along another way either.
_KEEP = """
INSERT INTO conversations_consentemail AS known
  (id, municipality_id, address, purpose, email, given_at)
SELECT DISTINCT ON (told.address, told.purpose)
  gen_random_uuid(), %(municipality)s, told.address, told.purpose, told.email, told.given_at
FROM unnest(%(addresses)s::text[], %(purposes)s::text[], %(emails)s::text[],
  %(given)s::timestamptz[]) AS told(address, purpose, email, given_at)
JOIN conversations_consent AS consent
  ON consent.municipality_id = %(municipality)s AND consent.address = told.address
 AND consent.purpose = told.purpose AND consent.withdrawn_at IS NULL
WHERE NOT EXISTS (
  SELECT FROM conversations_consent AS said_no
  WHERE said_no.municipality_id = %(municipality)s AND said_no.address = told.address
    AND said_no.purpose = told.purpose AND said_no.withdrawn_at >= told.given_at)
ORDER BY told.address, told.purpose, told.given_at DESC
ON CONFLICT (municipality_id, address, purpose) DO UPDATE
  SET email = EXCLUDED.email, given_at = EXCLUDED.given_at
  WHERE known.given_at <= EXCLUDED.given_at
"""

EMAIL_OF = f"""
SELECT known.email FROM conversations_consentemail AS known
WHERE known.municipality_id = message.municipality_id AND known.address = recipient.address
  AND known.purpose = message.purpose AND known.email <> '' AND NOT EXISTS (
    SELECT FROM conversations_contactevent AS gone
    WHERE gone.municipality_id = known.municipality_id AND gone.value = known.address
      AND {IS_AWAY} AND gone.at >= known.given_at)
"""  # noqa: S608 - the pieces are our own constants
"""The e-mail address of a `recipient` of a `message`; none once their number is another's."""


_GONE = ContactEvent.objects.filter(
    municipality=OuterRef("municipality"),
    value=OuterRef("address"),
    kind__in=AWAY,
    at__gte=OuterRef("given_at"),
)
_KEPT = ConsentEmail.objects.exclude(email="").filter(
    ~Exists(_GONE),
    municipality=OuterRef("municipality"),
    address=OuterRef("address"),
    purpose=OuterRef("purpose"),
)
EMAIL = Case(When(withdrawn_at=None, then=Subquery(_KEPT.values("email"))))
"""The same of a consent; None where it was withdrawn, too."""


def read_email(text: str) -> str:
    """The address in this text. Raises `ValueError`."""
    try:
        validate_email(text)
        punycode(text.rpartition("@")[2])
    except (ValidationError, UnicodeError) as wrong:
        raise ValueError(text) from wrong
    if len(text) > LONGEST or any(category(each) == _INVISIBLE for each in text):
        raise ValueError(text)
    return text


def keep_emails(municipality_id: UUID, given: Sequence[EmailGiven]) -> None:
    """Keep the last that each gave, where their yes stands."""
    if not given:
        return
    addresses, purposes, emails, moments = (list(each) for each in zip(*given, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP,
            {
                "municipality": municipality_id,
                "addresses": addresses,
                "purposes": purposes,
                "emails": emails,
                "given": moments,
            },
        )


def take_back_emails(municipality_id: UUID, addresses: Sequence[str]) -> list[str]:
    """They still want the messages, but no mail: the purposes for which they had given an address.

    A list from before does not bring it back, nor bring the first.
    """
    kept = ConsentEmail.objects.filter(municipality=municipality_id, address__in=addresses)
    had = sorted(set(kept.exclude(email="").values_list("purpose", flat=True)))
    wanted = Consent.objects.filter(
        municipality=municipality_id, address__in=addresses, withdrawn_at=None
    )
    taken_back = [
        ConsentEmail(
            municipality_id=municipality_id, address=address, purpose=purpose, given_at=now()
        )
        for address, purpose in wanted.values_list("address", "purpose").distinct()
    ]
    ConsentEmail.objects.bulk_create(
        taken_back,
        update_conflicts=True,
        unique_fields=["municipality", "address", "purpose"],
        update_fields=["email", "given_at"],
    )
    return had


def forget_emails(addresses: Sequence[str], purpose: str) -> None:
    """They want no more of this, along any way."""
    ConsentEmail.objects.filter(address__in=addresses, purpose=purpose).delete()
    EmailAsked.objects.filter(contact__identities__value__in=addresses, purpose=purpose).delete()
