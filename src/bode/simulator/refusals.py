"""What the platform says when it refuses, in its own shape."""

from __future__ import annotations

import secrets
from typing import Any

TITLES = {
    1: "An unknown error occurred",
    4: "Application request limit reached",
    100: "Invalid parameter",
    190: "Invalid OAuth access token - Cannot parse access token",
    368: "Temporarily blocked for policies violations",
    2200: "Callback verification failed",
    2500: "Unknown path components",
    130429: "Rate limit hit",
    130472: "User's number is part of an experiment",
    131008: "Required parameter is missing",
    131009: "Parameter value is not valid",
    131016: "Service unavailable",
    131021: "Recipient cannot be sender",
    131026: "Message undeliverable",
    131031: "Account has been locked",
    131042: "Business eligibility payment issue",
    131047: "Re-engagement message",
    131048: "Spam rate limit hit",
    131049: "This message was not delivered to maintain healthy ecosystem engagement",
    131051: "Unsupported message type",
    131053: "Media upload error",
    131056: "(Business Account, Consumer Account) pair rate limit hit",
    131057: "Account in maintenance mode",
    131062: "Business-scoped user id cannot receive this message",
    131064: "Limited because of misclassified templates",
    132000: "Number of parameters does not match the expected number of params",
    132001: "Template name does not exist in the translation",
    132005: "Translated text too long",
    132012: "Parameter format does not match format in the created template",
    132015: "Template is paused",
    132016: "Template is disabled",
    132018: "Template parameters are not valid",
    133005: "Two step verification PIN mismatch",
    133006: "Phone number re-verification needed",
    133008: "Too many two step verification PIN guesses",
    133010: "Phone number not registered",
    134100: "Only marketing messages supported",
    137000: "Recipient identity key hash mismatch",
    138000: "Calling not enabled",
    138018: "Calling can't be enabled",
    139000: "Blocked by integrity",
    139100: "Failed to block or unblock some users",
    139101: "Block list limit reached",
    131215: "Not eligible for groups",
    147001: "Username not available",
    147005: "Username transfer required",
    2388012: "Phone number already exists",
    2388019: "Message template limit exceeded",
    2388024: "Content in this language already exists",
    2388040: "Character limit exceeded",
    2388043: "Example missing",
    2388047: "Message header format is incorrect",
    2388072: "Message body format is incorrect",
    2388073: "Message footer format is incorrect",
    2388293: "Too many variables for this length",
    2388299: "Leading or trailing params not allowed",
    2494165: "Signup not available",
}
_HREF = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"


class Refusal(Exception):
    """The platform doesn't do what was asked."""

    def __init__(
        self,
        code: int,
        details: str,
        *,
        http_status: int = 400,
        subcode: int | None = None,
        type: str = "OAuthException",  # noqa: A002 - the platform's own word
        message: str | None = None,
    ) -> None:
        super().__init__(f"{code}: {details}")
        self.code = code
        self.details = details
        self.http_status = http_status
        self.subcode = subcode
        self.type = type
        self.message = message or f"(#{code}) {TITLES.get(code, 'Error')}"

    def body(self) -> dict[str, Any]:
        """Return the answer's body."""
        error: dict[str, Any] = {
            "message": self.message,
            "type": self.type,
            "code": self.code,
            "error_data": {"messaging_product": "whatsapp", "details": self.details},
            "fbtrace_id": "A" + secrets.token_urlsafe(16),
        }
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
            error["error_user_title"] = TITLES.get(self.subcode, TITLES.get(self.code, "Error"))
            error["error_user_msg"] = self.details
        return {"error": error}


def invalid(details: str, subcode: int | None = None) -> Refusal:
    """Return error 100; `details` names the field."""
    return Refusal(100, details, subcode=subcode)


def missing_object(object_id: str, method: str = "post") -> Refusal:
    """Return error 100/33: there is no such thing, or this token may not see it."""
    sentence = (
        f"Unsupported {method} request. Object with ID '{object_id}' does not exist, cannot be "
        "loaded due to missing permissions, or does not support this operation."
    )
    return Refusal(100, sentence, subcode=33, type="GraphMethodException", message=sentence)


def bad_token() -> Refusal:
    """Return error 190: no token, or a wrong one."""
    return Refusal(190, "The access token is missing or wrong.", http_status=401)


def asked_for(code: int) -> Refusal:
    """Return the error that a fault asks for; those about templates are subcodes of error 100."""
    details = "A fault was asked for."
    if code in _SUBCODES:
        return invalid(details, code)
    return Refusal(code, details, http_status=401 if code in _NO_TOKEN else 400)


_SUBCODES = range(2388000, 2389000)
_NO_TOKEN = (0, 190)


def status_error(code: int, details: str) -> dict[str, Any]:
    """Return an error as it stands in a `failed` status."""
    title = TITLES.get(code, "Error")
    return {
        "code": code,
        "title": title,
        "message": title,
        "error_data": {"details": details},
        "href": _HREF,
    }
