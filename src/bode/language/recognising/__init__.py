"""In which language a text is written, as far as that can be told from the text alone. Pure.

By its letters, and by frequent words (`words.txt`). Better no answer than a wrong one: a name, an
address or one word says nothing.
"""

from .guessing import LANGUAGES, recognise

__all__ = ["LANGUAGES", "recognise"]
