"""Citizens and what is said with them: contacts, consent, conversations, messages, media.

`record(event)` takes in what the platform reports; `send(...)` is the one way to send.

May import: outbox and what it may.
"""
