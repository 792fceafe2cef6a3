"""Idempotency-Key: a POST that is repeated with the same key does nothing twice.

The answer is kept in the transaction of the effect. So after any crash either both are there,
and the repeated call gets the same answer, or neither, and it does its work for the first time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial, wraps
from hashlib import sha256
from inspect import signature
from typing import Any, TypeVar

import orjson
from django.db import connection, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja.params.functions import Header
from ninja.responses import Status
from ninja.utils import contribute_operation_args
from pydantic import BaseModel

from bode.basics import new_id, now
from bode.organisations.tenancy import every_tenant

from .access import Call
from .models import RememberedAnswer
from .problems import CONTENT_TYPE, problem
from .reading import write
from .refusals import REFUSALS, problem_of

KEPT = timedelta(days=3)
"""Long enough for a call that failed on Friday to be repeated on Monday."""

MULTIPART = "multipart/form-data"

REPLAYED = "Idempotency-Replayed"
"""The header that says: this answer was given before."""

HEADER = Header(
    None,
    alias="Idempotency-Key",
    min_length=1,
    max_length=255,
    description="Any text of your own. The same key with the same body gets the same answer, "
    "and has its effect once. Kept for three days.",
)

# Waits for a call with the same key that still runs; that one either commits or leaves nothing.
CLAIM = """
INSERT INTO api_rememberedanswer (id, organisation_id, key, digest, answer)
VALUES (%s, %s, %s, %s, '')
ON CONFLICT (organisation_id, key) DO NOTHING
"""

Answer = TypeVar("Answer", bound=BaseModel)
Act = Callable[..., Status[Answer]]


def once(view: Act[Answer]) -> Callable[..., Status[Answer] | HttpResponseBase]:
    """Let a POST honour Idempotency-Key. What the rules refuse is remembered too."""

    @wraps(view)
    def acting(
        request: Call, *args: Any, idempotency_key: str | None = None, **kwargs: Any
    ) -> Status[Answer] | HttpResponseBase:
        act = partial(view, request, *args, **kwargs)
        if idempotency_key is None:
            return act()
        return _answer_once(request, idempotency_key, act)

    # Ninja would look for the names in the annotations here, instead of where the view stands.
    acting.__signature__ = signature(view, eval_str=True)  # type: ignore[attr-defined]
    contribute_operation_args(acting, "idempotency_key", str | None, HEADER)  # type: ignore[arg-type]
    return acting


def forget_old_answers() -> None:
    """Delete the answers that nobody will ask for again."""
    with every_tenant("a job serves all organisations"):
        RememberedAnswer.objects.filter(created_at__lt=now() - KEPT).delete()


@transaction.atomic
def _answer_once(request: Call, key: str, act: Callable[[], Status[Any]]) -> HttpResponse:
    digest = _digest(request)
    mine = RememberedAnswer.objects.filter(organisation_id=request.auth.organisation_id, key=key)
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [new_id(), request.auth.organisation_id, key, digest])
        is_first = cursor.rowcount == 1
    if not is_first:
        return _replay(mine.get(), digest)
    answer = _act(act)
    mine.update(status=answer.status_code, answer=answer.content)
    return answer


def _act(act: Callable[[], Status[Any]]) -> HttpResponse:
    try:
        with transaction.atomic():  # what is refused leaves nothing behind but its answer
            done = act()
    except REFUSALS as refused:
        return problem_of(refused)
    return HttpResponse(
        write(done.value.model_dump(by_alias=True)),
        status=done.status_code,
        content_type="application/json; charset=utf-8",
    )


def _replay(remembered: RememberedAnswer, digest: str) -> HttpResponse:
    if remembered.digest != digest:
        return problem("idempotency_key_reused")
    assert remembered.status is not None, "it was committed together with its answer"
    return HttpResponse(
        bytes(remembered.answer),
        status=remembered.status,
        content_type=CONTENT_TYPE
        if remembered.status >= 400
        else "application/json; charset=utf-8",
        headers={REPLAYED: "true"},
    )


def _digest(request: Call) -> str:
    """The same for the same address and the same JSON or files, however they were written."""
    told = [request.method, request.path, _content(request)]
    return sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _content(request: Call) -> Any:
    if request.content_type != MULTIPART:
        return orjson.loads(request.body or b"null")
    files: Any = request.FILES.items()
    return [[name, file.name, _file_digest(file)] for name, file in files]


def _file_digest(file: Any) -> str:
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
