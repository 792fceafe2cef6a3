"""NotifyNL, and GOV.UK Notify, from which it comes: https://docs.notifications.service.gov.uk."""

from __future__ import annotations

import hmac
import re
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from types import MappingProxyType, TracebackType
from typing import Any

import aiohttp
import orjson

from .provider import AnswerLost, Busy, Fate, NotTaken, Refused
from .states import Way

BLANK = "bericht"
"""The one blank of the template."""

_SECONDS_MAX = 10.0
_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(f".*?({_UUID})-({_UUID})", re.IGNORECASE | re.DOTALL)
_BUSY = 429
_WRONG_KEY = frozenset({401, 403})
_ABOUT_ALL = (
    "template not found",
    "template has been deleted",
    "missing personalisation",
    "trial mode",
    "team-only",
)
"""In what Notify says of a request that would be refused for everyone."""

FATES: Mapping[str, Fate] = MappingProxyType(
    {
        "created": Fate.UNDER_WAY,
        "sending": Fate.UNDER_WAY,
        "pending": Fate.UNDER_WAY,
        "sent": Fate.DELIVERED,  # abroad: nobody tells more
        "delivered": Fate.DELIVERED,
        "permanent-failure": Fate.FAILED,
        "temporary-failure": Fate.FAILED,
        "technical-failure": Fate.FAILED,
    }
)


def is_key(text: str) -> bool:
    """Whether this has the form of a key: a name, the service's id and a secret."""
    return _KEY.fullmatch(text) is not None


def service_of(key: str) -> str:
    """The service of Notify that a key is of: what one sent, another one does not know."""
    found = _KEY.fullmatch(key)
    return found[1].lower() if found else ""


class Notify:
    """A connection for one municipality, that sends along one way."""

    def __init__(self, url: str, key: str, way: Way, template_id: str) -> None:
        found = _KEY.fullmatch(key)
        if found is None:
            raise Refused("api key")
        self._url = f"{url}/v2/notifications"
        self._service, self._secret = found[1], found[2]
        self._way, self._template_id = way, template_id

    async def __aenter__(self) -> Notify:
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=_SECONDS_MAX), trust_env=False
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.close()

    async def send(self, to: str, text: str, reference: str) -> Fate:
        """Send a text to this number or e-mail address; Notify tells later what became of it."""
        whom = {"phone_number": f"+{to}"} if self._way == Way.SMS else {"email_address": to}
        body = {
            **whom,
            "template_id": self._template_id,
            "personalisation": {BLANK: text},
            "reference": reference,
        }
        await self._ask("POST", f"/{self._way}", data=orjson.dumps(body))
        return Fate.UNDER_WAY

    async def find(self, reference: str) -> Fate | None:
        """What became of it; None: it was never taken. Raises `ProviderError`."""
        answer = await self._ask("GET", "", params={"reference": reference})
        try:
            found = orjson.loads(answer)["notifications"]
            return FATES.get(found[0]["status"], Fate.UNDER_WAY) if found else None
        except (ValueError, KeyError, IndexError, TypeError) as malformed:
            raise AnswerLost("malformed") from malformed

    async def _ask(self, method: str, path: str, **more: Any) -> bytes:
        headers = {
            "Authorization": f"Bearer {write_token(self._service, self._secret)}",
            "Content-Type": "application/json",
        }
        try:
            async with self._session.request(
                method, self._url + path, headers=headers, allow_redirects=False, **more
            ) as response:
                answer = await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Busy(type(error).__name__) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise AnswerLost(type(error).__name__) from error
        _check(response.status, answer)
        return answer


def _check(status: int, answer: bytes) -> None:
    """Raise what an answer other than yes means."""
    if 200 <= status < 300:
        return
    said = _said(answer) or f"HTTP {status}"
    if status == _BUSY:
        raise Busy(said)
    if status in _WRONG_KEY or (status < 500 and any(word in said.lower() for word in _ABOUT_ALL)):
        raise Refused(said)
    if status < 500:
        raise NotTaken(said)
    raise AnswerLost(said)  # it may have been taken before something broke


def _said(answer: bytes) -> str:
    try:
        return str(orjson.loads(answer)["errors"][0]["message"])[:200]
    except (ValueError, KeyError, IndexError, TypeError):
        return ""


def write_token(service: str, secret: str) -> str:
    """A JSON Web Token (HS256) that holds for half a minute."""
    parts = ({"typ": "JWT", "alg": "HS256"}, {"iss": service, "iat": int(time.time())})
    signed = b".".join(_base64(orjson.dumps(part)) for part in parts)
    return (signed + b"." + _base64(hmac.digest(secret.encode(), signed, "sha256"))).decode()


def _base64(value: bytes) -> bytes:
    return urlsafe_b64encode(value).rstrip(b"=")
