"""Example files: of a template's header, and the picture of a profile.

The platform takes them in sessions that outlive a connection, and gives a handle to what it took.
"""

from __future__ import annotations

import asyncio

import msgspec
from msgspec import Struct
from yarl import URL

from bode.whatsapp.access import Access
from bode.whatsapp.calls import Calls, read_answer
from bode.whatsapp.errors import AnswerLost, Refused, Unreachable
from bode.whatsapp.gateways import Headers

_SETTLING_SECONDS = 0.5
"""What was on its way when a line broke is counted by then."""
_LOOKS = 3


class _Session(Struct):
    id: str


class _Progress(Struct):
    file_offset: int


class _Handle(Struct):
    h: str


_session = msgspec.json.Decoder(_Session)
_progress = msgspec.json.Decoder(_Progress)
_handle = msgspec.json.Decoder(_Handle)


class UploadCalls(Calls):
    """Calls about example files."""

    async def upload_example(self, access: Access, filename: str, mime: str, data: bytes) -> str:
        """Give an example file to the platform; return its handle, to be named elsewhere.

        Where the connection breaks, it goes on from what arrived, as long as some did. It may be
        asked again after any failure: that begins anew. Raises NotOffered where the gateway takes
        no example files.
        """
        gateway = self._at(access)
        begin = gateway.of_uploads().with_query(
            file_name=filename, file_length=str(len(data)), file_type=mime
        )
        headers = gateway.upload_headers(access)
        session = read_answer(_session, await self._transport.post(begin, headers, b""))
        url, offset = gateway.of_upload(session.id), 0
        while True:
            part = headers.copy()
            part["file_offset"] = str(offset)
            try:
                answer = await self._transport.post(url, part, data[offset:])
            except (AnswerLost, Unreachable):
                reached = await self._look_beyond(offset, url, headers)
                if reached is None:
                    raise
                offset = reached
            else:
                return read_answer(_handle, answer).h

    async def _look_beyond(self, offset: int, url: URL, headers: Headers) -> int | None:
        """How many bytes have arrived; None when there are no more than before."""
        for _ in range(_LOOKS):
            await asyncio.sleep(_SETTLING_SECONDS)
            reached = await self._reached(url, headers)
            if reached > offset:
                return reached
        return None

    async def _reached(self, url: URL, headers: Headers) -> int:
        """How many bytes of a session's file have arrived."""
        try:
            answer = await self._transport.get(url, headers)
        except Refused as gone:  # it had all of them, and only its answer was lost
            raise AnswerLost("the upload is over, and its handle unknown") from gone
        return read_answer(_progress, answer).file_offset
