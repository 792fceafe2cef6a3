"""Whether a citizen's message says that someone may need 112 now, or that it can't wait. Pure.

By words and the words around them. `tests/language/emergencies.txt` holds labelled examples, and
`docs/desk.md` how often it is right on them: it helps people, and replaces nobody's reading.
"""

from .finding import Emergency, Urgency, find_emergency, is_in_danger

__all__ = ["Emergency", "Urgency", "find_emergency", "is_in_danger"]
