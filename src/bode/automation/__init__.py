"""What Bode does of itself for a municipality: office hours, automatic replies, closing, asking.

Rules that read as sentences, each switched on by the municipality; never two replies in a row.

May import: desk and what it may.
"""
