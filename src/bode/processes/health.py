"""What the machinery around Bode asks: is it alive, is it ready, whom does one warn?"""

from __future__ import annotations

from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

from bode.basics import now

from .door import door

_SECURITY_TXT_LIFE = timedelta(days=180)


class _Schema:
    """Whether the database is up to date; once it is, it stays so while this process lives."""

    up_to_date = False

    def look(self) -> bool:
        if not self.up_to_date:
            executor = MigrationExecutor(connection)
            self.up_to_date = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return self.up_to_date


_schema = _Schema()


def live(_request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return _say("alive")


def ready(_request: HttpRequest) -> HttpResponse:
    """This process can do its work: database there and up to date, webhooks welcome."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _schema.look():
            return _say("the database is not up to date: run bode migrate", status=503)
    except DatabaseError:
        return _say("the database can't be reached", status=503)
    if not (door.providers.known and door.store.is_connected):
        return _say("webhooks can't be stored yet", status=503)
    return _say("ready")


def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a weakness (RFC 9116): the usual address at Bode's own host."""
    host = split_domain_port(request.get_host())[0]
    expires = (now() + _SECURITY_TXT_LIFE).strftime("%Y-%m-%dT00:00:00Z")
    return HttpResponse(
        f"Contact: mailto:security@{host}\nExpires: {expires}\nPreferred-Languages: nl, en\n",
        content_type="text/plain; charset=utf-8",
    )


def _say(text: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)
