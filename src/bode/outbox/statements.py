"""The dispatcher's SQL, named."""

# The most urgent rows that nobody has claimed. SKIP LOCKED lets several workers claim side by
# side. Claiming is marking as `sending`: from here on the message may have been accepted.
CLAIM = """
WITH due AS (
  SELECT message_id FROM outbox_sending
  WHERE state = 'queued' AND due_at <= now() AND number_id <> ALL(%(held)s::uuid[])
  ORDER BY lane, due_at, message_id
  LIMIT %(limit)s
  FOR UPDATE SKIP LOCKED
)
UPDATE outbox_sending AS sending
SET state = 'sending', worker = %(worker)s, claimed_at = now(), attempts = attempts + 1
FROM due WHERE sending.message_id = due.message_id
RETURNING sending.message_id, sending.number_id, sending.lane, sending.purpose,
          sending.recipient, sending.payload, sending.attempts
"""

REMOVE = "DELETE FROM outbox_sending WHERE message_id = ANY(%s::uuid[])"

PUT_BACK = """
UPDATE outbox_sending AS sending
SET state = 'queued', worker = NULL, error_code = told.code,
    due_at = now() + told.delay * interval '1 second'
FROM unnest(%s::uuid[], %s::text[], %s::float8[]) AS told(id, code, delay)
WHERE sending.message_id = told.id AND sending.state = 'sending' AND sending.worker = %s
"""

UNSETTLE = """
UPDATE outbox_sending
SET state = 'unsettled', due_at = now() + %s * interval '1 second'
WHERE message_id = ANY(%s::uuid[]) AND state = 'sending'
"""

WORKERS_IN_FLIGHT = """
SELECT DISTINCT worker FROM outbox_sending WHERE state = 'sending' AND worker <> %s
"""

# What a dead worker had claimed: nobody knows whether the platform accepted it.
ABANDONED = """
UPDATE outbox_sending
SET state = 'unsettled', due_at = now() + %s * interval '1 second'
WHERE state = 'sending' AND worker = %s
RETURNING message_id
"""

# No status came in time. The crisis lane sends again: twice is better than not at all.
OVERDUE = """
UPDATE outbox_sending
SET state = CASE WHEN lane = 0 THEN 'queued' ELSE 'asks' END, due_at = now()
WHERE state = 'unsettled' AND due_at <= now()
RETURNING message_id, state
"""

NEXT_DUE = """
SELECT extract(epoch FROM min(due_at) - now())::float8 FROM outbox_sending WHERE state = 'queued'
  AND number_id <> ALL(%s::uuid[])
"""
