"""Broadcasts: one message to many who asked for it, seen by two people before it leaves.

Whoever prepares a broadcast says what, to whom and why; a second person approves it; then it is
handed to the outbox a second's worth at a time. So a pause or a stop takes hold at once, and memory
stays flat however many it is for. Each recipient is in one state at any moment, and gets the
message once.

May import: conversations and what it may.
"""
