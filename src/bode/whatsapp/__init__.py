"""The WhatsApp Business Platform on the wire: events in, sends out, errors and what they mean.

No Django and no database: this room could be published alone. It may import `basics` alone.
"""

from bode.whatsapp.client import Client, DownloadedMedia, MediaInfo, MediaRefused, SendAnswer
from bode.whatsapp.envelope import NotAWebhook, parse_webhook
from bode.whatsapp.error_table import ERRORS, meaning
from bode.whatsapp.errors import AnswerLost, PlatformError, Refused, Unreachable, WhatsAppError
from bode.whatsapp.events import (
    ButtonReply,
    CardEmail,
    CardPhone,
    ContactCard,
    ContactCards,
    Content,
    Context,
    Edit,
    Event,
    Identity,
    InboundMessage,
    InteractiveReply,
    Location,
    Media,
    MessageEcho,
    Order,
    OrderItem,
    Pricing,
    Reaction,
    Revoke,
    StatusUpdate,
    System,
    TemplateStatus,
    Text,
    Unknown,
    UnknownContent,
    Unsupported,
    ValueErrors,
)
from bode.whatsapp.fields import FieldProblem
from bode.whatsapp.meanings import Meaning, Retry
from bode.whatsapp.send_checks import check_send
from bode.whatsapp.sends import build_send, mark_as_read
from bode.whatsapp.signature import HEADER, is_signed, sign
from bode.whatsapp.template_sends import fill, mismatch
from bode.whatsapp.templates import (
    TemplateButton,
    TemplateComponent,
    TemplateShape,
    button_parameters_of,
    header_parameters_of,
    parameters_of,
    parts_of,
)
from bode.whatsapp.values import is_user_id

__all__ = [
    "ERRORS",
    "HEADER",
    "AnswerLost",
    "ButtonReply",
    "CardEmail",
    "CardPhone",
    "Client",
    "ContactCard",
    "ContactCards",
    "Content",
    "Context",
    "DownloadedMedia",
    "Edit",
    "Event",
    "FieldProblem",
    "Identity",
    "InboundMessage",
    "InteractiveReply",
    "Location",
    "Meaning",
    "Media",
    "MediaInfo",
    "MediaRefused",
    "MessageEcho",
    "NotAWebhook",
    "Order",
    "OrderItem",
    "PlatformError",
    "Pricing",
    "Reaction",
    "Refused",
    "Retry",
    "Revoke",
    "SendAnswer",
    "StatusUpdate",
    "System",
    "TemplateButton",
    "TemplateComponent",
    "TemplateShape",
    "TemplateStatus",
    "Text",
    "Unknown",
    "UnknownContent",
    "Unreachable",
    "Unsupported",
    "ValueErrors",
    "WhatsAppError",
    "build_send",
    "button_parameters_of",
    "check_send",
    "fill",
    "header_parameters_of",
    "is_signed",
    "is_user_id",
    "mark_as_read",
    "meaning",
    "mismatch",
    "parameters_of",
    "parse_webhook",
    "parts_of",
    "sign",
]
