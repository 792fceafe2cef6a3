"""A public page of the crisis messages of a municipality, which needs no database to stay up.

It is written as plain files whenever a crisis broadcast starts, stops or ends, and served as such.
It says what was sent and when; never to whom, nor who sent it.
"""

from .publishing import publish_after_commit, publish_until
from .rendering import STYLE

__all__ = ["STYLE", "publish_after_commit", "publish_until"]
