"""Templates: reading, and asking for new, other or fewer ones."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from bode.whatsapp.access import Access
from bode.whatsapp.calls import JSON, Calls, read_answer
from bode.whatsapp.errors import PlatformError, Refused
from bode.whatsapp.template_drafts import TemplateDraft, template_creation, template_edit
from bode.whatsapp.templates import Components, TemplateShape, read_template

TEMPLATES_PER_PAGE = 100
_EDGE = "message_templates"
_OK = 200  # also with what the platform did not do
_FIELDS = ",".join(
    (
        *("id", "name", "language", "status", "category", "parameter_format", "components"),
        *("previous_category", "rejected_reason", "quality_score"),
    )
)


class TemplateMade(Struct, frozen=True, kw_only=True):
    """The platform took a new template, to review it."""

    id: str
    status: str
    category: str
    """As the platform sees it; may differ from what was asked."""


class _Made(Struct):
    id: str | int
    status: str = "PENDING"
    category: str = ""


class _Cursors(Struct):
    after: str | None = None


class _Paging(Struct):
    cursors: _Cursors | None = None
    next: str | None = None


class _Templates(Struct):
    data: list[Any]
    paging: _Paging | None = None


class _Moved(Struct):
    failed_templates: dict[str, Any] = {}


class _Unpaused(Struct):
    success: bool = True
    reason: str | None = None


_made = msgspec.json.Decoder(_Made)
_moved = msgspec.json.Decoder(_Moved)
_unpaused = msgspec.json.Decoder(_Unpaused)
_templates = msgspec.json.Decoder(_Templates)


class TemplateCalls(Calls):
    """Calls about the templates of an account."""

    async def templates(self, access: Access, *, name: str | None = None) -> list[TemplateShape]:
        """Return all templates of an account, page after page; with `name` those alone."""
        found: list[TemplateShape] = []
        query = {"limit": str(TEMPLATES_PER_PAGE), "fields": _FIELDS}
        query |= {"name": name} if name is not None else {}
        while True:
            gateway = await self._manage(access)
            url, headers = gateway.of_account(access, _EDGE), gateway.headers(access)
            page = read_answer(
                _templates, await self._transport.get(url.with_query(query), headers)
            )
            found.extend(filter(None, map(read_template, page.data)))
            after = _next_page(page.paging)
            if not page.data or after is None or after == query.get("after"):
                return found
            query["after"] = after

    async def create_template(self, access: Access, draft: TemplateDraft) -> TemplateMade:
        """Submit a new template for review."""
        gateway = await self._manage(access)
        url, headers = gateway.of_account(access, _EDGE), gateway.headers(access, JSON)
        made = read_answer(
            _made, await self._transport.post(url, headers, template_creation(draft))
        )
        return TemplateMade(id=str(made.id), status=made.status, category=made.category)

    async def edit_template(
        self, access: Access, template_id: str, category: str, components: Components
    ) -> None:
        """Submit other parts, or another category, for a template there is."""
        gateway = await self._manage(access)
        url, headers = gateway.of_template(template_id), gateway.headers(access, JSON)
        await self._transport.post(url, headers, template_edit(category, components))

    async def delete_template(self, access: Access, name: str, template_id: str) -> None:
        """Delete a template in one language."""
        gateway = await self._manage(access)
        url = gateway.of_account(access, _EDGE)
        query = {"name": name, "hsm_id": template_id}
        await self._transport.delete(url.with_query(query), gateway.headers(access))

    async def archive_template(self, access: Access, template_id: str) -> None:
        """Put a template away: it can't be sent, and is deleted after 28 days."""
        await self._move(access, template_id, f"{_EDGE}/archive")

    async def unarchive_template(self, access: Access, template_id: str) -> None:
        """Bring a template back, as it was before it was put away."""
        await self._move(access, template_id, f"{_EDGE}/unarchive")

    async def unpause_template(self, access: Access, template_id: str) -> None:
        """End a template's pause. Raises NotOffered where the gateway has no such call."""
        gateway = await self._manage(access)
        url, headers = gateway.of_pause(template_id), gateway.headers(access)
        answer = read_answer(_unpaused, await self._transport.post(url, headers, b""))
        if not answer.success:
            raise Refused(PlatformError(message=answer.reason), _OK)

    async def _move(self, access: Access, template_id: str, edge: str) -> None:
        gateway = await self._manage(access)
        url, headers = gateway.of_archive(access, edge), gateway.headers(access, JSON)
        body = msgspec.json.encode({"hsm_ids": [template_id]})
        answer = read_answer(_moved, await self._transport.post(url, headers, body))
        if template_id in answer.failed_templates:
            why = str(answer.failed_templates[template_id])
            raise Refused(PlatformError(message=why), _OK)


def _next_page(paging: _Paging | None) -> str | None:
    if paging is None or paging.next is None or paging.cursors is None:
        return None
    return paging.cursors.after
