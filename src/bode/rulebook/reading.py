"""The published versions without Django, for the command line: it needs only the address."""

from __future__ import annotations

import psycopg

from bode.policy import ERAS, Era, version_of, with_later

_PUBLISHED = """
SELECT first_day, rules FROM rulebook_ruleversion WHERE status = 'published' ORDER BY first_day
"""
_CONNECT_SECONDS = 5


def read_versions(database_url: str) -> tuple[Era, ...]:
    """Every version of the rules, those that come with Bode first.

    A database that was not prepared yet has none of its own. Raises `psycopg.OperationalError`
    when it can't be reached.
    """
    with psycopg.connect(database_url, connect_timeout=_CONNECT_SECONDS) as connection:
        try:
            rows = connection.execute(_PUBLISHED).fetchall()
        except psycopg.errors.UndefinedTable:
            return ERAS
    return with_later(version_of(day.isoformat(), day, rules) for day, rules in rows)
