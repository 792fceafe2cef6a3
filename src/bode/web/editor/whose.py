"""Whose templates a page is about: one's own municipality's, or one that a provider serves."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from bode.licensing.template_queries import list_writable
from bode.organisations.models import Organisation
from bode.web.access import ActingRequest


@dataclass(frozen=True, kw_only=True)
class Whose:
    """The municipality whose templates a page is about."""

    municipality: Organisation
    is_own: bool

    @property
    def id(self) -> UUID:
        return self.municipality.id

    @property
    def query(self) -> str:
        """What addresses end in, so that they go on being about this municipality."""
        return "" if self.is_own else f"?municipality={self.municipality.code}"

    def address(self, page: str, *args: object) -> str:
        """Where a page about this municipality is."""
        return reverse(page, args=args) + self.query


def whose(request: ActingRequest) -> Whose:
    """Of which municipality the address speaks; 404 for one that is not the actor's to write for.

    A provider that serves one municipality alone need not name it.
    """
    asked = request.GET.get("municipality", "")
    found = [each for each in list_writable(request.actor) if asked in ("", each.code)]
    if len(found) != 1:
        raise Http404
    return whose_is(request, found[0])


def whose_is(request: ActingRequest, municipality: Organisation) -> Whose:
    """This municipality, as the actor looks at it."""
    is_own = municipality.id == request.actor.organisation_id
    return Whose(municipality=municipality, is_own=is_own)
