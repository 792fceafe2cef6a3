"""The dispatcher's SQL, named."""

from bode.licensing.standing import Trait

from .states import Waits

# The statistics of a queue are always old: the table was empty, or full, when they were taken.
# What CLAIM must do is known, so its connection is told not to think of anything else.
PLAN_BY_INDEX = """
SELECT set_config(name, 'off', false)
FROM unnest(ARRAY['enable_seqscan', 'enable_bitmapscan', 'enable_hashjoin', 'enable_mergejoin',
                  'enable_sort', 'jit']) AS name
"""

# Which numbers have something due, in which lane, and how fast each may go: one probe of the
# index for each number and lane, however much they have queued.
DUE = """
WITH RECURSIVE first AS (
  (SELECT lane, number_id, due_at FROM outbox_sending WHERE state = 'queued'
   ORDER BY lane, number_id, due_at LIMIT 1)
  UNION ALL
  SELECT next.* FROM first CROSS JOIN LATERAL (
    SELECT lane, number_id, due_at FROM outbox_sending
    WHERE state = 'queued' AND (lane, number_id) > (first.lane, first.number_id)
    ORDER BY lane, number_id, due_at LIMIT 1) AS next
)
SELECT first.lane, number.id, number.messages_per_second, pace.rate, pace.spent_until, now(),
  circuit.state, circuit.trials, circuit.next_at
FROM first
JOIN licensing_phonenumber AS number ON number.id = first.number_id
JOIN licensing_licence AS licence ON licence.id = number.licence_id
LEFT JOIN outbox_numberpace AS pace ON pace.number_id = number.id
LEFT JOIN outbox_numbercircuit AS circuit ON circuit.number_id = number.id
WHERE first.due_at <= now() AND licence.status <> 'suspended'
"""

START_PACE = """
INSERT INTO outbox_numberpace (number_id, municipality_id, rate, spent_until)
SELECT id, municipality_id, messages_per_second, now() - interval '1 minute'
FROM licensing_phonenumber WHERE id = ANY(%s::uuid[])
ORDER BY id
ON CONFLICT DO NOTHING
"""

LOCK_PACES = """
SELECT number.id, number.messages_per_second, pace.rate, pace.spent_until, clock_timestamp()
FROM outbox_numberpace AS pace JOIN licensing_phonenumber AS number ON number.id = pace.number_id
WHERE number.id IN (SELECT number_id FROM outbox_sending WHERE message_id = ANY(%s::uuid[]))
ORDER BY number.id
FOR NO KEY UPDATE OF pace
"""

# Unless another worker was first: then `spent_until` is no longer what was seen.
SET_PACE = """
WITH free AS MATERIALIZED (
  SELECT pace.number_id, told.rate, told.spent_until
  FROM unnest(%s::uuid[], %s::timestamptz[], %s::float8[], %s::timestamptz[])
    AS told(number_id, seen, rate, spent_until)
  JOIN outbox_numberpace AS pace
    ON pace.number_id = told.number_id AND pace.spent_until = told.seen
  FOR NO KEY UPDATE OF pace SKIP LOCKED
)
UPDATE outbox_numberpace AS pace SET rate = free.rate, spent_until = free.spent_until
FROM free WHERE pace.number_id = free.number_id
RETURNING pace.number_id
"""

OPEN_CIRCUIT = """
INSERT INTO outbox_numbercircuit (state, trials, next_at, number_id, municipality_id)
SELECT %s, %s, clock_timestamp() + %s * interval '1 second', id, municipality_id
FROM licensing_phonenumber WHERE id = %s
ON CONFLICT DO NOTHING
"""

# Unless another worker was first: then it is no longer as it was seen.
SET_CIRCUIT = """
UPDATE outbox_numbercircuit
SET state = %s, trials = %s, next_at = clock_timestamp() + %s * interval '1 second'
WHERE number_id = %s AND state = %s AND trials = %s
"""

CLOSE_CIRCUIT = """
DELETE FROM outbox_numbercircuit WHERE number_id = %s
RETURNING extract(epoch FROM clock_timestamp() - opened_at)::float8
"""

# For so long nothing was there to try with: whether the platform works, the next message finds out.
FORGET_CIRCUITS = """
DELETE FROM outbox_numbercircuit WHERE next_at < now() - interval '2 minutes'
"""

# Both below are asked for one citizen at a time. As an EXISTS they might be planned as a join with
# all citizens of a number, by statistics that know of none.

# A citizen's message waits for an earlier one to them that is on its way or will go yet, unless
# that one is less urgent.
_EARLIER = """
coalesce((SELECT true FROM outbox_sending AS before
          WHERE before.number_id = next.number_id AND before.recipient = next.recipient
            AND before.state IN ('unready', 'queued', 'sending', 'held')
            AND before.lane <= next.lane
            AND (before.queued_at, before.message_id) < (next.queued_at, next.message_id)
          LIMIT 1), false)
"""

# The one before was accepted, but nobody said yet that it was sent; unless it is less urgent.
_FOLLOWS = """
(pace.follows_at > statement_timestamp() AND pace.last_lane <= next.lane
 AND pace.last_id <> next.message_id)
"""
# At one message in six seconds, a citizen has had theirs for longer than may be borrowed.
_SPENT = "pace.spent_until > statement_timestamp() + %(citizen_lead)s"


def _citizen(waits: str) -> str:
    """Whether this holds for the citizen."""
    return f"""
coalesce((SELECT {waits} FROM outbox_citizenpace AS pace
          WHERE pace.number_id = next.number_id AND pace.recipient = next.recipient), false)
"""  # noqa: S608 - the pieces are our own constants


# The oldest rows in one lane that nobody has claimed, of each number no more than it may send.
# SKIP LOCKED lets several workers claim side by side. Claiming is marking as `sending`: from here
# on the message may have been accepted. Whether its licence is suspended is looked at here, and not
# only in what is due: once a suspension is committed, nothing more is claimed.
CLAIM = f"""
WITH due AS MATERIALIZED (
  SELECT free.message_id
  FROM unnest(%(numbers)s::uuid[], %(allowed)s::int[]) AS offer(number_id, allowed)
  JOIN licensing_phonenumber AS number ON number.id = offer.number_id
  JOIN licensing_licence AS licence
    ON licence.id = number.licence_id AND licence.status <> 'suspended'
  CROSS JOIN LATERAL (
    SELECT message_id FROM outbox_sending AS next
    WHERE next.state = 'queued' AND next.due_at <= now()
      AND next.lane = %(lane)s AND next.number_id = offer.number_id
      AND NOT {_EARLIER}
      AND NOT {_citizen(f"{_SPENT} OR {_FOLLOWS}")}
    ORDER BY due_at
    LIMIT offer.allowed
    FOR UPDATE SKIP LOCKED) AS free
  LIMIT %(limit)s
), claimed AS (
  UPDATE outbox_sending AS sending
  SET state = 'sending', worker = %(worker)s, attempts = attempts + 1
  FROM due WHERE sending.message_id = due.message_id
  RETURNING sending.*
), spent AS (
  INSERT INTO outbox_citizenpace AS pace
    (number_id, recipient, municipality_id, spent_until, last_id, last_lane, follows_at)
  SELECT number_id, recipient, municipality_id, now() + %(citizen_seconds)s,
         message_id, lane, now() + %(sent_seconds)s
  FROM claimed ORDER BY number_id, recipient
  ON CONFLICT (number_id, recipient)
  DO UPDATE SET spent_until = greatest(pace.spent_until, now()) + %(citizen_seconds)s,
    last_id = excluded.last_id, last_lane = excluded.last_lane, follows_at = excluded.follows_at
)
SELECT message_id, number_id, lane, purpose, traits, payload, attempts, barred, recipient,
  number.licence_id
FROM claimed JOIN licensing_phonenumber AS number ON number.id = claimed.number_id
"""  # noqa: S608 - the pieces are our own constants

WAITS = f"""
SELECT message_id, CASE
  WHEN state = 'unready' AND NOT %(still)s THEN 'file'
  WHEN state = 'held' THEN 'number_stopped'
  WHEN state = 'withheld' THEN error_code
  WHEN state = 'unsettled' THEN 'status'
  WHEN state = 'asks' THEN 'person'
  WHEN (SELECT licence.status = 'suspended' FROM licensing_phonenumber AS number
        JOIN licensing_licence AS licence ON licence.id = number.licence_id
        WHERE number.id = next.number_id) THEN 'licence_suspended'
  WHEN due_at > statement_timestamp() AND attempts = 0 AND error_code = '' THEN 'writer'
  WHEN state = 'sending' THEN 'status'
  WHEN %(still)s THEN 'worker'
  WHEN due_at > statement_timestamp()
    OR EXISTS (SELECT FROM outbox_numbercircuit AS circuit
               WHERE circuit.number_id = next.number_id) THEN 'retry'
  WHEN {_EARLIER} OR {_citizen(_FOLLOWS)} THEN 'earlier_message'
  WHEN {_citizen(_SPENT)} THEN 'citizen_limit'
  ELSE 'number_limit' END
FROM outbox_sending AS next
WHERE message_id = ANY(%(ids)s::uuid[]) AND (state <> 'sending' OR %(still)s)
"""  # noqa: S608 - the pieces are our own constants

# The platform found that this citizen got too much, so our count was too low: their bucket is
# full, and will have room for one message after the pause that the platform asks for.
SPEND_ALL = """
INSERT INTO outbox_citizenpace AS pace (number_id, recipient, municipality_id, spent_until)
SELECT number_id, recipient, municipality_id, sending.due_at + %(citizen_lead)s
FROM outbox_sending AS sending WHERE message_id = ANY(%(refused)s::uuid[])
ORDER BY number_id, recipient
ON CONFLICT (number_id, recipient)
DO UPDATE SET spent_until = greatest(pace.spent_until, excluded.spent_until)
"""

# The platform has the message, so the next to the same citizen may follow. A row that is locked
# is being claimed for that next one: then this is too late to matter.
FOLLOW = """
UPDATE outbox_citizenpace AS pace SET follows_at = statement_timestamp()
FROM unnest(%s::text[], %s::uuid[]) AS told(recipient, message_id)
CROSS JOIN LATERAL (
  SELECT known.ctid FROM outbox_citizenpace AS known
  WHERE known.number_id = %s AND known.recipient = told.recipient
    AND known.last_id = told.message_id AND known.follows_at > statement_timestamp()
  LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED) AS free
WHERE pace.ctid = free.ctid
"""

# These are not sent, now or ever, so nothing need wait for that. As above with what is locked.
FOLLOW_UNSENT = """
UPDATE outbox_citizenpace AS pace SET follows_at = statement_timestamp()
FROM (
  SELECT known.number_id, known.recipient
  FROM outbox_sending AS unsent JOIN outbox_citizenpace AS known
    ON known.number_id = unsent.number_id AND known.recipient = unsent.recipient
  WHERE unsent.message_id = ANY(%s::uuid[]) AND known.last_id = unsent.message_id
  FOR NO KEY UPDATE OF known SKIP LOCKED
) AS free
WHERE pace.number_id = free.number_id AND pace.recipient = free.recipient
"""

FORGET_CITIZENS = """
DELETE FROM outbox_citizenpace WHERE (number_id, recipient) IN (
  SELECT number_id, recipient FROM outbox_citizenpace
  WHERE greatest(spent_until, follows_at) < now()
  FOR UPDATE SKIP LOCKED)
"""

ENQUEUE_MANY = """
INSERT INTO outbox_sending
  (message_id, municipality_id, number_id, lane, purpose, traits, recipient, payload, state,
   attempts, error_code, template_id, batch_id)
SELECT told.id, %(municipality)s, %(number)s, %(lane)s, %(purpose)s, told.traits, told.recipient,
  convert_to(replace(replace(
    CASE WHEN told.recipient ~ '^[0-9]+$' THEN %(to_phone)s ELSE %(to_user_id)s END,
    %(recipient_mark)s, told.recipient), %(id_mark)s, told.id::text), 'UTF8'),
  'queued', 0, '', %(template)s, %(batch)s
FROM unnest(%(ids)s::uuid[], %(recipients)s::text[], %(traits)s::int[])
  AS told(id, recipient, traits)
"""

# Of a batch, what no worker has now.
HOLD_BATCH = f"""
UPDATE outbox_sending SET state = 'withheld', error_code = '{Waits.FOR_BATCH}'
WHERE batch_id = %s AND (state IN ('queued', 'held')
  OR state = 'withheld' AND error_code <> '{Waits.FOR_BATCH}')
"""  # noqa: S608 - the pieces are our own constants

RELEASE_BATCH = f"""
UPDATE outbox_sending SET state = 'queued', error_code = '', due_at = now()
WHERE batch_id = %s AND state = 'withheld' AND error_code = '{Waits.FOR_BATCH}'
"""  # noqa: S608 - the pieces are our own constants

REMOVE = "DELETE FROM outbox_sending WHERE message_id = ANY(%s::uuid[])"

# Only what no worker has, and nobody may have accepted.
TAKE_OUT = """
DELETE FROM outbox_sending
WHERE message_id = ANY(%s::uuid[]) AND state IN ('unready', 'queued', 'held', 'withheld')
RETURNING message_id
"""

# Only by the worker that still has the row: it may have been taken for dead meanwhile.
PUT_BACK = """
UPDATE outbox_sending AS sending
SET state = told.state, worker = NULL, error_code = told.code,
    attempts = attempts - told.untried, due_at = now() + told.delay * interval '1 second'
FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::int[], %s::float8[])
  AS told(id, worker, state, code, untried, delay)
WHERE sending.message_id = told.id AND sending.state = 'sending' AND sending.worker = told.worker
"""

PUT_BACK_UNHEARD = """
UPDATE outbox_sending SET state = 'queued', worker = NULL, attempts = attempts - 1
WHERE state = 'sending' AND worker = %s
"""

# What a dead worker had claimed and, by its log, never begun to write.
PUT_BACK_UNWRITTEN = PUT_BACK_UNHEARD + "AND message_id = ANY(%s::uuid[])"

UNSETTLE = """
UPDATE outbox_sending
SET state = 'unsettled', error_code = 'answer_lost', due_at = now() + %s * interval '1 second'
WHERE message_id = ANY(%s::uuid[]) AND state = 'sending'
"""

# What is of a drill is swept by the process of that drill alone, which has its log and its clock.
_OWN = "NOT ((SELECT bode_every_tenant()) AND bode_is_drill(municipality_id))"

# What there is to sweep, in one look: mostly nothing.
LOOK = f"""
SELECT ARRAY(SELECT DISTINCT worker FROM outbox_sending
             WHERE state = 'sending' AND worker IS DISTINCT FROM %s AND {_OWN}),
       EXISTS (SELECT FROM outbox_sending
               WHERE state = 'unsettled' AND due_at <= now() AND {_OWN}),
       EXISTS (SELECT FROM outbox_sending WHERE state = 'held')
         OR EXISTS (SELECT FROM outbox_sending WHERE state = 'withheld')
"""  # noqa: S608 - the pieces are our own constants

CLAIMED_BY = """
SELECT message_id FROM outbox_sending WHERE state = 'sending' AND worker = %s LIMIT %s
"""

# What a dead worker had claimed: nobody knows whether the platform accepted it.
ABANDON = """
UPDATE outbox_sending
SET state = 'unsettled', error_code = 'worker_died', due_at = now() + %s * interval '1 second'
WHERE message_id = ANY(%s::uuid[]) AND state = 'sending' AND worker = %s
RETURNING message_id
"""

OVERDUE = f"""
SELECT message_id FROM outbox_sending
WHERE state = 'unsettled' AND due_at <= %s AND {_OWN} ORDER BY due_at LIMIT %s
"""  # noqa: S608 - the pieces are our own constants

# No status came in time. The crisis lane sends again: twice is better than not at all.
DECIDE = """
UPDATE outbox_sending
SET state = CASE WHEN lane = 0 THEN 'queued' ELSE 'asks' END, due_at = now(), worker = NULL
WHERE message_id = ANY(%s::uuid[]) AND state = 'unsettled'
RETURNING message_id, state
"""

# What was held for a number that may send again.
RELEASE = """
UPDATE outbox_sending SET state = 'queued', due_at = now()
WHERE message_id IN (
  SELECT sending.message_id FROM licensing_phonenumber AS number
  JOIN outbox_sending AS sending ON sending.number_id = number.id
  WHERE sending.state = 'held' AND number.stopped_code IS NULL
  FOR UPDATE OF sending SKIP LOCKED)
"""

# What was withheld for an account that may send it now; but what waits for room in its portfolio
# only when it became an answer meanwhile (`reaching` releases the rest), and what was paused waits
# until someone resumes it.
RELEASE_WITHHELD = f"""
UPDATE outbox_sending SET state = 'queued', due_at = now()
WHERE message_id IN (
  SELECT sending.message_id FROM licensing_phonenumber AS number
  JOIN outbox_sending AS sending ON sending.number_id = number.id
  LEFT JOIN licensing_account AS account
    ON account.municipality_id = number.municipality_id
   AND account.platform_id = number.account_id
  WHERE sending.state = 'withheld' AND sending.traits & coalesce(account.withheld, 0) = 0
    AND sending.error_code <> '{Waits.FOR_BATCH}'
    AND (sending.error_code <> '{Waits.FOR_PORTFOLIO}' OR sending.traits & {Trait.OPENS:d} = 0)
  FOR UPDATE OF sending SKIP LOCKED)
"""  # noqa: S608 - the pieces are our own constants
