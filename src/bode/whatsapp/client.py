"""The platform's HTTP API, as far as Bode uses it."""

from __future__ import annotations

from bode.whatsapp.account_calls import AccountCalls
from bode.whatsapp.media_calls import MediaCalls
from bode.whatsapp.message_calls import MessageCalls
from bode.whatsapp.number_calls import NumberCalls
from bode.whatsapp.template_calls import TemplateCalls
from bode.whatsapp.upload_calls import UploadCalls


class Client(MessageCalls, MediaCalls, UploadCalls, TemplateCalls, NumberCalls, AccountCalls):
    """Talks to the platform for any number of phone numbers; use it as an async context manager.

    Each call goes along the gateway of the `Access` that it is given. Every method raises
    Refused, Unreachable or AnswerLost, of which `errors` tells the meaning.
    """
