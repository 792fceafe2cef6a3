"""The page of the house style, the check while one chooses, and what every page then fetches."""

from __future__ import annotations

import json
from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bode.organisations.house_styles import (
    BODES_OWN,
    Colours,
    colours_of,
    drop_house_style,
    find_house_style,
    set_house_style,
    style_sheet_of,
    tokens_of,
)
from bode.organisations.models import HouseStyle, Role
from bode.web.access import ActingRequest, allow, signed_in
from bode.web.static_files import FOREVER

from .checking import list_checks
from .forms import ColoursForm, HouseStyleForm

MANAGERS = (Role.ADMINISTRATOR, Role.ACCOUNT_MANAGER, Role.MONITOR)
TAKE = "take"  # "accent:#00568b": put this colour there, and look again


@require_http_methods(["GET", "POST"])
@allow(*MANAGERS)
def house_style(request: ActingRequest) -> HttpResponse:
    """Colours and logo of one's own organisation."""
    style = find_house_style()
    if request.method == "GET":
        return _page(request, HouseStyleForm(initial=asdict(colours_of(style))), style)
    if TAKE in request.POST:
        field, _colon, colour = request.POST[TAKE].partition(":")
        given = request.POST.dict() | {field: colour}
        return _page(request, HouseStyleForm(initial=given), style)
    form = HouseStyleForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, style, status=422)
    set_house_style(request.actor, form.colours, form.wanted_logo)
    messages.success(request, _("De huisstijl is bewaard."))
    return redirect("house_style")


@require_POST
@allow(*MANAGERS)
def check_colours(request: ActingRequest) -> HttpResponse:
    """How what is chosen now would read: the page asks by itself, and saves nothing."""
    return render(request, "house_style/check.html", _checked(ColoursForm(request.POST)))


@require_POST
@allow(*MANAGERS)
def drop(request: ActingRequest) -> HttpResponse:
    """Back to Bode's own colours."""
    drop_house_style(request.actor)
    messages.success(request, _("Bode heeft weer zijn eigen kleuren."))
    return redirect("house_style")


@require_GET
@signed_in
def style_sheet(_request: ActingRequest, version: str) -> HttpResponse:
    """The tokens of the organisation's colours. Its address changes with them."""
    style = _of(version)
    return _kept(HttpResponse(style_sheet_of(colours_of(style)), content_type="text/css"))


@require_GET
@signed_in
def logo(_request: ActingRequest, version: str) -> HttpResponse:
    """The organisation's logo: a PNG of our own making."""
    style = _of(version)
    if not style.logo:
        raise Http404
    return _kept(HttpResponse(bytes(style.logo), content_type="image/png"))


def _of(version: str) -> HouseStyle:
    return HouseStyle.objects.get(version=version)


def _kept(answer: HttpResponse) -> HttpResponse:
    answer.headers["Cache-Control"] = FOREVER.replace("public", "private")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _page(
    request: ActingRequest, form: HouseStyleForm, style: HouseStyle | None, *, status: int = 200
) -> HttpResponse:
    given = {name: form[name].value() or "" for name in Colours.__dataclass_fields__}
    pairs = [(form[name], form[f"{name}_dark"]) for name in ("accent", "link", "header")]
    context = {"form": form, "pairs": pairs, "style": style, **_checked(ColoursForm(given))}
    return render(request, "house_style/page.html", context, status=status)


def _checked(form: ColoursForm) -> dict[str, object]:
    checks = list_checks(form)
    return {
        "checks": checks,
        "failing": sum(not each.passes for each in checks),
        "tokens": json.dumps(tokens_of(form.colours if checks else BODES_OWN)),
    }
