"""How often the platform may be asked about an account: counted by the minute, for an hour.

Whoever is one too many gets `CallsSpent`, which is a kind of `Unreachable`: jobs try again later.
Two that ask at the same moment may both get the last call; then the platform's own error follows.
"""

from __future__ import annotations

from asgiref.sync import sync_to_async
from django.db import connection

from bode.organisations.tenancy import every_tenant
from bode.whatsapp import Access, CallsSpent
from bode.whatsapp.limits import CALLS_AN_HOUR, CALLS_AN_HOUR_ACTIVE

# The hour is a minute too long, as the first minute counts as a whole.
_SPEND = """
WITH lately AS (
  SELECT coalesce(sum(calls), 0) AS calls FROM licensing_managementcalls
  WHERE account_id = %(account)s AND minute > now() - interval '61 minutes'
), forgotten AS (
  DELETE FROM licensing_managementcalls
  WHERE account_id = %(account)s AND minute < now() - interval '2 hours'
)
INSERT INTO licensing_managementcalls AS known (account_id, minute, calls)
SELECT %(account)s, date_trunc('minute', now()), 1 FROM lately
WHERE calls < CASE WHEN EXISTS (
  SELECT FROM licensing_phonenumber WHERE account_id = %(account)s AND checked_at IS NOT NULL)
  THEN %(active)s ELSE %(most)s END
ON CONFLICT (account_id, minute) DO UPDATE SET calls = known.calls + 1
RETURNING calls
"""


async def spend_call(access: Access) -> None:
    """Count one call about an account. Raises `CallsSpent` when the platform would refuse it."""
    if not await sync_to_async(_spend)(access.account_id):
        raise CallsSpent(access.account_id)


def _spend(account_id: str) -> bool:
    limits = {"most": CALLS_AN_HOUR, "active": CALLS_AN_HOUR_ACTIVE}
    with every_tenant("an account is named, and not whose it is"), connection.cursor() as cursor:
        cursor.execute(_SPEND, {"account": account_id, **limits})
        return cursor.fetchone() is not None
