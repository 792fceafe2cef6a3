"""One webhook of every kind that the platform sends; people, numbers and texts are invented."""

from __future__ import annotations

import copy
import json
from typing import Any

from tests.account_samples import ACCOUNT, ACCOUNT_FIELDS, DISPLAY, MOMENT, Json

NUMBER = "300000000000001"
PHONE = "31612345678"
USER_ID = "NL.800200300400500601"
NEW_USER_ID = "NL.800200300400500602"

PARENT_ID = "NL.ENT.700200300400500601"
NOOR: Json = {"profile": {"name": "Noor Bos"}, "wa_id": PHONE, "user_id": USER_ID}
NOOR_BY_NAME: Json = {"profile": {"name": "Noor Bos", "username": "noor.bos"}, "user_id": USER_ID}
OURS = "wamid.OURS"


def _message(kind: str, content: Any = None, **more: Any) -> Json:
    told: Json = {
        "from": PHONE,
        "from_user_id": USER_ID,
        "id": "wamid.IN",
        "timestamp": str(MOMENT),
        "type": kind,
    }
    if content is not None:
        told[kind] = content
    return {name: value for name, value in (told | more).items() if value is not None}


def _from(contact: Json | None, message: Json) -> Json:
    return {"messages": [message]} | ({"contacts": [contact]} if contact else {})


def _inbound(kind: str, content: Any = None, **more: Any) -> Json:
    return _from(NOOR, _message(kind, content, **more))


def _status(status: str, **more: Any) -> Json:
    told = {
        "id": OURS,
        "status": status,
        "timestamp": str(MOMENT),
        "recipient_id": PHONE,
        "recipient_user_id": USER_ID,
    }
    return told | more


def _statuses(*statuses: Json) -> Json:
    return {"statuses": list(statuses)}


def _error(code: int) -> Json:
    return {"code": code, "title": "Trouble", "message": "Trouble", "error_data": {"details": "…"}}


def _echo(kind: str, content: Any, **more: Any) -> Json:
    told = {"from": DISPLAY, "to": PHONE, "to_user_id": USER_ID, "id": "wamid.ECHO"}
    told |= {"timestamp": str(MOMENT), "type": kind, kind: content} | more
    return {"contacts": [NOOR], "message_echoes": [told]}


def _file(**more: Any) -> Json:
    return {"mime_type": "image/jpeg", "sha256": "aGFzaA==", "id": "9001"} | more


_REGULAR = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "utility"}

CITIZENS: dict[str, Json] = {
    "text": _inbound("text", {"body": "Wanneer is het milieupark open?"}),
    "text_username_only": _from(
        NOOR_BY_NAME, _message("text", {"body": "De lamp is stuk."}, **{"from": None})
    ),
    "text_forwarded": _inbound("text", {"body": "Let op"}, context={"forwarded": True}),
    "text_with_all_beside_it": _from(
        NOOR | {"parent_user_id": PARENT_ID, "identity_key_hash": "aGFzaA=="},
        _message(
            "text",
            {"body": "Stuur door"},
            context={"forwarded": True, "frequently_forwarded": True},
            group_id="6001",
        ),
    ),
    "text_from_ad": _inbound(
        "text",
        {"body": "Hoe meld ik me aan?"},
        referral={
            "source_url": "https://ads.example/1",
            "source_id": "1201",
            "source_type": "ad",
            "headline": "Zonnepanelen",
            "welcome_message": {"text": "Stel uw vraag"},
        },
    ),
    "text_about_a_product": _inbound(
        "text",
        {"body": "Is deze er nog?"},
        context={"referred_product": {"catalog_id": "5", "product_retailer_id": "P1"}},
    ),
    "image": _inbound("image", _file(caption="Losse tegel")),
    "image_with_address": _inbound("image", _file(url="https://files.example/?mid=9001")),
    "video": _inbound("video", _file(mime_type="video/mp4")),
    "audio": _inbound("audio", _file(mime_type="audio/ogg; codecs=opus", voice=True)),
    "document": _inbound("document", _file(filename="aanvraag.pdf", caption="Mijn aanvraag")),
    "sticker": _inbound("sticker", _file(mime_type="image/webp", animated=False)),
    "location": _inbound("location", {"latitude": 52.1, "longitude": 5.1}),
    "own_number_on_request": _from(
        NOOR_BY_NAME,
        _message(
            "contacts",
            [
                {
                    "name": {"formatted_name": "Noor Bos"},
                    "phones": [{"phone": f"+{PHONE}", "wa_id": PHONE, "type": "CELL"}],
                    "origin": "contact_request",
                }
            ],
            **{"from": None},
        ),
    ),
    "reaction": _inbound("reaction", {"message_id": OURS, "emoji": "👍"}),
    "reaction_removed": _inbound("reaction", {"message_id": OURS, "emoji": ""}),
    "button": _inbound("button", {"payload": "JA", "text": "Ja graag"}, context={"id": OURS}),
    "button_without_context": _inbound("button", {"payload": "JA", "text": "Ja graag"}),
    "button_reply": _inbound(
        "interactive", {"type": "button_reply", "button_reply": {"id": "ja", "title": "Ja"}}
    ),
    "list_reply": _inbound(
        "interactive",
        {"type": "list_reply", "list_reply": {"id": "2", "title": "Afval", "description": "Grof"}},
    ),
    "form": _inbound(
        "interactive",
        {"type": "nfm_reply", "nfm_reply": {"response_json": "{}", "body": "Sent", "name": "flow"}},
    ),
    "call_permission": _inbound(
        "interactive",
        {
            "type": "call_permission_reply",
            "call_permission_reply": {"response": "accept", "response_source": "user_action"},
        },
    ),
    "interactive_empty": {
        **_inbound("interactive"),
        "errors": [_error(131000)],
    },
    "order": _inbound("order", {"catalog_id": "5", "text": "Twee", "product_items": []}),
    "new_number": _from(
        None,
        _message(
            "system",
            {"body": "Changed", "wa_id": "31612345679", "type": "user_changed_number"},
            from_user_id=None,
        ),
    ),
    "new_number_and_user_id": _from(
        None,
        _message(
            "system",
            {
                "body": "Changed",
                "wa_id": "31612345679",
                "user_id": NEW_USER_ID,
                "previous_user_id": USER_ID,
                "type": "user_changed_number",
            },
        ),
    ),
    "new_user_id": _from(
        None,
        _message(
            "system",
            {
                "body": "Changed",
                "user_id": NEW_USER_ID,
                "previous_user_id": USER_ID,
                "type": "user_changed_user_id",
            },
            **{"from": None},
        ),
    ),
    "new_security_code": _from(
        None,
        _message(
            "system",
            {"body": "Changed", "type": "customer_identity_changed"},
            identity={"acknowledged": True, "created_timestamp": str(MOMENT), "hash": "aGFzaA=="},
        ),
    ),
    "edit": _inbound(
        "edit",
        {
            "original_message_id": "wamid.FIRST",
            "message": {"type": "text", "text": {"body": "Verbeterd"}},
        },
    ),
    "revoke": _inbound("revoke", {"original_message_id": "wamid.FIRST"}),
    "unsupported": _inbound("unsupported", errors=[_error(131051)]),
    "unsupported_here": _inbound("unsupported", errors=[_error(131060)]),
    "unsupported_file": _inbound("unsupported", errors=[_error(131052)]),
    "unsupported_unknown": _inbound("unknown", errors=[_error(131051)]),
    "request_welcome": _inbound("request_welcome"),
    "ephemeral": _inbound("ephemeral"),
    "hologram": _inbound("hologram", {"depth": 3}),
}

STATUSES: dict[str, Json] = {
    "sent": _statuses(
        _status("sent", pricing=_REGULAR, biz_opaque_callback_data="of someone else")
    ),
    "delivered": _statuses(_status("delivered", pricing=_REGULAR)),
    "read": _statuses(_status("read")),
    "played": _statuses(_status("played")),
    "deleted": _statuses(_status("deleted")),
    "sent_with_conversation": _statuses(
        _status(
            "sent",
            conversation={
                "id": "c1",
                "expiration_timestamp": str(MOMENT + 86_400),
                "origin": {"type": "utility"},
            },
            pricing=_REGULAR | {"pricing_model": "CBP"},
        )
    ),
    "sent_marketing": _statuses(_status("sent", pricing=_REGULAR | {"category": "marketing"})),
    "sent_free": _statuses(
        _status(
            "sent",
            conversation={"id": "c2", "origin": {"type": "referral_conversion"}},
            pricing=_REGULAR | {"billable": False, "type": "free_entry_point"},
        )
    ),
    "failed_window": _statuses(_status("failed", errors=[_error(131047)])),
    "failed_marketing_stopped": _statuses(_status("failed", errors=[_error(131050)])),
    "failed_identity": _statuses(_status("failed", errors=[_error(137000)])),
    "failed_after_sent": _statuses(_status("sent"), _status("failed", errors=[_error(131026)])),
}

_PREFERENCE = {
    "wa_id": PHONE,
    "user_id": USER_ID,
    "detail": "…",
    "category": "marketing_messages",
    "timestamp": MOMENT,
}
PREFERENCES: dict[str, Json] = {
    value: {"contacts": [NOOR], "user_preferences": [_PREFERENCE | {"value": value}]}
    for value in ("stop", "resume")
}

ECHOES: dict[str, Json] = {
    "text": _echo("text", {"body": "Getypt op de telefoon"}),
    "edit": _echo(
        "edit",
        {
            "original_message_id": "wamid.ECHO1",
            "message": {"type": "text", "text": {"body": "Verbeterd"}},
        },
    ),
    "revoke": _echo("revoke", {"original_message_id": "wamid.ECHO1"}),
}

_OLD = {"timestamp": str(MOMENT - 86_400), "type": "text"}
HISTORY: dict[str, Json] = {
    "messages": {
        "history": [
            {
                "metadata": {"phase": 0, "chunk_order": 1, "progress": 50},
                "threads": [
                    {
                        "id": PHONE,
                        "messages": [
                            _OLD
                            | {
                                "from": PHONE,
                                "id": "wamid.OLD1",
                                "text": {"body": "Oude vraag"},
                                "history_context": {"status": "READ"},
                            },
                            _OLD
                            | {
                                "from": DISPLAY,
                                "to": PHONE,
                                "id": "wamid.OLD2",
                                "text": {"body": "Oud antwoord"},
                                "history_context": {"status": "DELIVERED"},
                            },
                        ],
                    }
                ],
            }
        ]
    },
    "refused": {"history": [{"errors": [_error(2593109)]}]},
}

PHONE_BOOK: Json = {
    "state_sync": [
        {
            "type": "contact",
            "contact": {"full_name": "Noor Bos", "first_name": "Noor", "phone_number": PHONE},
            "action": "add",
            "metadata": {"timestamp": str(MOMENT)},
        }
    ]
}


def of_number(value: Json) -> Json:
    """The value, as told of one number."""
    metadata = {"display_phone_number": DISPLAY, "phone_number_id": NUMBER}
    return {"messaging_product": "whatsapp", "metadata": metadata} | value


SAMPLES: dict[str, tuple[str, Json]] = {
    **{f"messages.{name}": ("messages", of_number(value)) for name, value in CITIZENS.items()},
    **{f"statuses.{name}": ("messages", of_number(value)) for name, value in STATUSES.items()},
    **{
        f"user_preferences.{name}": ("user_preferences", of_number(value))
        for name, value in PREFERENCES.items()
    },
    **{
        f"smb_message_echoes.{name}": ("smb_message_echoes", of_number(value))
        for name, value in ECHOES.items()
    },
    **{f"history.{name}": ("history", of_number(value)) for name, value in HISTORY.items()},
    "smb_app_state_sync": ("smb_app_state_sync", of_number(PHONE_BOOK)),
    **ACCOUNT_FIELDS,
}
"""By name: the field, and a value of it."""


def webhook(*changes: tuple[str, Json], time: int | None = MOMENT) -> bytes:
    """A body with these fields and values, all of one account."""
    told = [{"field": field, "value": copy.deepcopy(value)} for field, value in changes]
    entry: Json = {"id": ACCOUNT, "changes": told} | ({"time": time} if time else {})
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
