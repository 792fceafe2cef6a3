"""An answer that did not arrive is none: whoever asked goes on waiting for one."""

from __future__ import annotations

# A conversation that someone else changes at this moment is left to them: whoever settles messages
# has these locked, and must not wait for what others have.
WAIT_AGAIN = """
WITH failed AS (
  SELECT DISTINCT conversation_id AS id FROM conversations_message
  WHERE id = ANY(%s::uuid[]) AND status = 'failed' AND author_id IS NOT NULL
), unanswered AS (
  SELECT conversation.id FROM conversations_conversation AS conversation
  JOIN failed ON failed.id = conversation.id
  CROSS JOIN LATERAL (
    SELECT at FROM conversations_message AS message
    WHERE message.conversation_id = conversation.id AND direction = 'in'
    ORDER BY at DESC, message.id DESC LIMIT 1
  ) AS asked
  WHERE conversation.status = 'waiting' AND NOT EXISTS (
    SELECT FROM conversations_message AS said
    WHERE said.conversation_id = conversation.id AND direction = 'out' AND said.at > asked.at
      AND said.status <> 'failed' AND said.type <> 'reaction' AND author_id IS NOT NULL
  )
  FOR NO KEY UPDATE OF conversation SKIP LOCKED
)
UPDATE conversations_conversation AS conversation SET status = 'open'
FROM unanswered WHERE conversation.id = unanswered.id
"""
