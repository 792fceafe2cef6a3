"""The platform's limits on what a business may send.

Unless a line says otherwise: Meta's OpenAPI description of the messaging API (v23), compared with
pywa. Lengths are in characters, sizes in bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

TEXT_BODY = 4096
CAPTION = 1024
CALLBACK_DATA = 512
"""Of `biz_opaque_callback_data`, our own id that comes back in every status."""

CONTACTS_MIN = 1
EMOJI = 40
"""As much of a reaction as Bode keeps; the longest emoji have fewer. No source tells a limit."""

INTERACTIVE_HEADER = 60
INTERACTIVE_BODY = 1024
INTERACTIVE_LIST_BODY = 4096
"""Meta's page on lists; other interactive kinds have 1024."""
INTERACTIVE_FOOTER = 60
BUTTONS_MIN = 1
BUTTONS_MAX = 3
BUTTON_ID = 256
BUTTON_TITLE = 20
LIST_BUTTON = 20
LIST_SECTIONS_MAX = 10
LIST_SECTION_TITLE = 24
LIST_ROWS_MAX = 10
"""Over all sections together."""
LIST_ROW_ID = 200
LIST_ROW_TITLE = 24
LIST_ROW_DESCRIPTION = 72


class SendFigures(Struct, frozen=True, kw_only=True):
    """Limits of messages on which sources differ, or that none confirms.

    So whoever finds out better can say so in configuration.
    """

    link_label: int = 20
    """Characters on the button of a link. Background knowledge."""
    flow_label: int = 20
    """Characters on the button of a flow. Sources say 20 or 30: the stricter fits both."""
    cards: int = 257
    """Contact cards in one message. Meta's text; its OpenAPI description says 5. The wider one
    holds, so that nothing valid is refused."""


TEMPLATE_NAME = 512
TEMPLATE_HEADER = 60
TEMPLATE_BODY = 1024
TEMPLATE_FOOTER = 60
TEMPLATE_BUTTONS_MAX = 10
TEMPLATE_URL_BUTTONS_MAX = 2
TEMPLATE_PHONE_BUTTONS_MAX = 1
"""pywa, and the pages of several providers."""
TEMPLATE_CONTACT_BUTTONS_MAX = 1
"""No source tells how many; one asks all that there is to ask."""
TEMPLATE_BUTTONS_OPEN = 3
"""With more buttons a phone shows TEMPLATE_BUTTONS_FIRST of them, and the others behind “See all
options”. pywa."""
TEMPLATE_BUTTONS_FIRST = 2
TEMPLATE_BUTTON_TEXT = 25
TEMPLATE_URL = 2000
TEMPLATE_COUPON = 15
TEMPLATE_PAYLOAD = 256
"""Of a quick reply: what comes back when it is pressed. pywa; the same as a button's id."""
TEMPLATE_EDITS_A_DAY = 1
TEMPLATE_EDITS_A_MONTH = 10
"""Of an approved template: so many in 24 hours, and in 30 days."""


class TemplateFigures(Struct, frozen=True, kw_only=True):
    """What the platform's figures for templates seem to be: no source that we could check tells.

    So whoever finds out better can say so in configuration.
    """

    words_per_variable: int = 2
    """A body needs more words than so many for each variable (2388293)."""
    empty_lines: int = 1
    """Of a body, between two paragraphs, at most."""
    spaces: int = 3
    """Beside one another in a value that is filled in, at most."""


MEGABYTE = 1024 * 1024
STICKER_ANIMATED_BYTES = 500 * 1024
MEDIA_BYTES: Mapping[str, int] = MappingProxyType(
    {
        "image": 5 * MEGABYTE,
        "audio": 16 * MEGABYTE,
        "video": 16 * MEGABYTE,
        "document": 100 * MEGABYTE,
        "sticker": 100 * 1024,
    }
)
"""Largest file by media type (Meta's page on media, 16 June 2026); an animated sticker may have
STICKER_ANIMATED_BYTES."""

ID_LENGTH = 200
WAMID_LENGTH = 300
"""Characters. The platform promises no bound; its user ids take 135 at most, and a wamid, which may
hold one in base64, some 220. What is longer is no id."""

PROFILE_ABOUT = 139
PROFILE_ADDRESS = 256
PROFILE_DESCRIPTION = 256
"""Meta's OpenAPI description; elsewhere 512 is said. The stricter is right under both."""
PROFILE_EMAIL = 128
PROFILE_WEBSITE = 256
PROFILE_WEBSITES_MAX = 2
PROFILE_PICTURE_SIDE = 192
"""Pixels at least, of a square. Background knowledge."""
PIN_DIGITS = 6

WEBHOOK_BODY_BYTES = 3 * MEGABYTE
"""The platform says 3 MB. Read as the larger of what that can mean, so that nothing it sends is
refused."""

THROUGHPUT = 80
"""Messages a second from one number, unless the platform raised it."""
THROUGHPUT_RAISED = 1000
"""By itself, for a number with unlimited messaging, 100,000 citizens a day and fair quality."""

TYPING_SECONDS = 25
"""“Typing…” goes away after so many seconds, or with the answer."""

PAIR_SECONDS = 6
"""One message in so many seconds to one citizen, sustained."""
PAIR_BURST = 45
"""Messages to one citizen at once, borrowed from the seconds that follow."""

CALLS_AN_HOUR = 200
CALLS_AN_HOUR_ACTIVE = 5000
"""For one account, in one app: calls other than about messages and files; more of them once it has
a number that is in use."""
