"""Where each gateway has what, and how one shows there who is asking.

Meta's addresses name a version and the id of what is meant. 360dialog's name neither: its key
belongs to one number, and so to one account (https://docs.360dialog.com, Messaging API).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from multidict import CIMultiDict
from yarl import URL

from bode.whatsapp.access import Access
from bode.whatsapp.errors import MediaRefused, NotOffered

GRAPH_VERSION = "v23.0"
DIALOG360_URL = "https://waba-v2.360dialog.io"
DIALOG360_KEY = "D360-API-KEY"
_ID = re.compile(r"[0-9A-Za-z_-]{1,128}")
_UPLOAD = re.compile(r"upload:[0-9A-Za-z_=:.~%-]{1,4096}(\?sig=[0-9A-Za-z_=.~%-]{1,512})?")
"""A session of an upload: the platform signs some, in what becomes the address's query."""
_GRAPH_HOST, _ARCHIVE_HOST = "graph.facebook.com", "api.facebook.com"
_META_HOSTS = (".fbsbx.com", ".facebook.com", ".whatsapp.net")

Headers = CIMultiDict[str]


class Addresses(Protocol):
    """One gateway's addresses. An id that can't be one raises ValueError."""

    def headers(self, access: Access, extra: Mapping[str, str] | None = None) -> Headers:
        """Return the headers that show the token."""

    def of_number(self, access: Access, edge: str = "") -> URL:
        """Return where a number's messages, media, profile, … are; without an edge, the number."""

    def of_account(self, access: Access, edge: str) -> URL:
        """Return where an account's templates, … are."""

    def of_template(self, template_id: str) -> URL:
        """Return where one template is."""

    def of_archive(self, access: Access, edge: str) -> URL:
        """Return where an account's templates are put away, and brought back."""

    def of_pause(self, template_id: str, /) -> URL:
        """Return where the pause of a template is ended; raises NotOffered."""

    def of_media(self, media_id: str) -> URL:
        """Return where one file is described."""

    def of_uploads(self) -> URL:
        """Return where an upload of an example file begins; raises NotOffered."""

    def of_upload(self, session: str, /) -> URL:
        """Return where a session takes its file; raises NotOffered."""

    def upload_headers(self, access: Access, /) -> Headers:
        """Return the headers that show the token to an upload; raises NotOffered."""

    def of_file(self, url: str) -> URL:
        """Return where to fetch a file that the platform said to be at `url`.

        Raises MediaRefused for an address that must not see the token.
        """

    def subscription(self, access: Access, callback_uri: str, word: str) -> tuple[URL, object]:
        """Return what to post where to have webhooks sent to `callback_uri`; our own `word`
        lets us recognise who calls there.
        """


class Graph:
    """Meta's Graph API."""

    def __init__(self, base_url: str, version: str) -> None:
        self._origin = URL(base_url).origin()
        self._base = URL(base_url) / version

    def headers(self, access: Access, extra: Mapping[str, str] | None = None) -> Headers:
        return CIMultiDict({"Authorization": f"Bearer {access.token}", **(extra or {})})

    def of_number(self, access: Access, edge: str = "") -> URL:
        number = self._base / _checked(access.number_id)
        return number / edge if edge else number

    def of_account(self, access: Access, edge: str) -> URL:
        return self._base / _checked(access.account_id) / edge

    def of_template(self, template_id: str) -> URL:
        return self._base / _checked(template_id)

    def of_archive(self, access: Access, edge: str) -> URL:
        """At Meta this has a host of its own, and no version."""
        address = self.of_account(access, edge)
        if address.host != _GRAPH_HOST:
            return address
        return URL.build(scheme="https", host=_ARCHIVE_HOST) / _checked(access.account_id) / edge

    def of_pause(self, template_id: str) -> URL:
        return self.of_template(template_id) / "unpause"

    def of_media(self, media_id: str) -> URL:
        return self._base / _checked(media_id)

    def of_uploads(self) -> URL:
        return self._base / "app/uploads"  # of the app that the token belongs to

    def of_upload(self, session: str) -> URL:
        if not _UPLOAD.fullmatch(session):
            raise ValueError("not the session of an upload")
        return URL(f"{self._base}/{session}", encoded=True)

    def upload_headers(self, access: Access) -> Headers:
        return CIMultiDict({"Authorization": f"OAuth {access.token}"})

    def of_file(self, url: str) -> URL:
        address = _address(url)
        ours = address.origin() == self._origin
        theirs = address.scheme == "https" and f".{address.host}".endswith(_META_HOSTS)
        if not ours and not theirs:
            raise MediaRefused("not an address of the platform")
        return address

    def subscription(self, access: Access, callback_uri: str, word: str) -> tuple[URL, object]:
        body = {"override_callback_uri": callback_uri, "verify_token": word}
        return self.of_account(access, "subscribed_apps"), body


class Dialog360:
    """360dialog's Messaging API."""

    def __init__(self, base_url: str) -> None:
        self._base = URL(base_url)

    def headers(self, access: Access, extra: Mapping[str, str] | None = None) -> Headers:
        return CIMultiDict({DIALOG360_KEY: access.token, **(extra or {})})

    def of_number(self, _: Access, edge: str = "") -> URL:
        return self._base / edge

    def of_account(self, _: Access, edge: str) -> URL:
        return self._base / edge

    def of_template(self, template_id: str) -> URL:
        return self._base / "message_templates" / _checked(template_id)

    def of_archive(self, access: Access, edge: str) -> URL:
        return self.of_account(access, edge)

    def of_pause(self, _: str) -> URL:
        """Its pages name no address for this."""
        raise NotOffered

    def of_media(self, media_id: str) -> URL:
        return self._base / _checked(media_id)

    def of_uploads(self) -> URL:
        """Its pages name no address for this."""
        raise NotOffered

    def of_upload(self, _: str) -> URL:
        raise NotOffered

    def upload_headers(self, _: Access) -> Headers:
        raise NotOffered

    def of_file(self, url: str) -> URL:
        """The platform names its own host, which does not know the key: 360dialog has the file
        under the same path.
        """
        theirs = _address(url)
        return URL.build(
            scheme=self._base.scheme,
            authority=self._base.raw_authority,
            path=theirs.raw_path,
            query_string=theirs.raw_query_string,
            encoded=True,
        )

    def subscription(self, _: Access, callback_uri: str, word: str) -> tuple[URL, object]:
        """There is no handshake: the word comes with each webhook, in its Authorization."""
        body = {"url": callback_uri, "headers": {"Authorization": f"Bearer {word}"}}
        return self._base / "v1/configs/webhook", body


def _address(url: str) -> URL:
    try:
        address = URL(url)
        address.origin()
    except ValueError as error:
        raise MediaRefused("not an address") from error
    return address


def _checked(platform_id: str) -> str:
    if not _ID.fullmatch(platform_id):
        raise ValueError("an id of the platform holds letters and digits alone")
    return platform_id
