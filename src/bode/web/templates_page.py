"""The message templates that one may use, or write: found by filters, a page at a time."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bode.licensing.template_queries import list_writable
from bode.licensing.template_search import choices_among, narrow, templates_in_scope
from bode.organisations.models import Organisation, OrganisationKind

from .access import ActingRequest, allow
from .desk.filling import fill_in
from .editor.whose import Whose, whose_is
from .standings import explain_standings
from .template_filters import FilterForm

_ON_A_PAGE = 24


@require_GET
@allow("agent", "administrator", "broadcaster", "approver", "account_manager")
def message_templates(request: ActingRequest) -> HttpResponse:
    """Every approved template, as a citizen reads it; for who writes them the others too.

    A provider sees those of all its municipalities.
    """
    may_write = request.actor.has("administrator", "account_manager")
    writable = list_writable(request.actor) if may_write else []
    is_provider = request.actor.organisation_kind == OrganisationKind.PROVIDER
    there_are = templates_in_scope(approved_only=not may_write)
    form = FilterForm(request.GET, choices_among(there_are), writable if is_provider else [])
    page = Paginator(narrow(there_are, form.wanted), _ON_A_PAGE).get_page(request.GET.get("page"))
    whys = explain_standings(list(page)) if may_write else {}
    context = {
        "form": form,
        "page": page,
        "total": there_are.count(),
        "cards": [{"filling": fill_in(each, {}), "why": whys.get(each.id)} for each in page],
        "may_write": may_write,
        "is_provider": is_provider,
        "chosen": _chosen(request, writable, form.wanted.municipality),
    }
    return render(request, "message_templates.html", context)


def _chosen(request: ActingRequest, writable: list[Organisation], code: str) -> Whose | None:
    """For whom a new template would be, if that is plain."""
    found = [each for each in writable if code in ("", each.code)]
    return whose_is(request, found[0]) if len(found) == 1 else None
