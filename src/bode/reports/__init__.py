"""What the desk shows of itself: reports over a period, service levels, and the wallboard.

It counts what others keep, and itself keeps only what a municipality promises and by when the next
answers are due. May import: automation and what it may.
"""
