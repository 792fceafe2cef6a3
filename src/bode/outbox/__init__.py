"""What leaves the house: queue, lanes, retry, and settlement after a crash.

A row is written in the transaction that decides to send (`enqueue`). The dispatcher claims
rows, sends them and settles the outcome with whoever registered as listener.

May import: licensing, background and what they may.
"""
