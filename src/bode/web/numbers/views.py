"""The pages of numbers and their accounts, and what can be done there."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bode.conversations.free_answers import count_lately
from bode.licensing import numbers as numbers_of
from bode.licensing import registration
from bode.licensing.accounts import resume_account
from bode.licensing.errors import FileRefused, ProfileIncomplete
from bode.licensing.models import PhoneNumber
from bode.licensing.notices import handle_notice, list_notices
from bode.licensing.queries import access_number, list_accounts, list_numbers
from bode.organisations.actors import Actor
from bode.web.access import ActingRequest, allow
from bode.web.example_files import why_refused
from bode.whatsapp import limits

from .forms import KeyForm, PictureForm, PinForm, ProfileForm
from .menu import MenuForm, choices, may_change_menu
from .showing import notice_line, number_card
from .trouble import NOT_DONE, told

_EARLIER_MOST = 50


@require_GET
@allow("administrator", "account_manager")
def numbers(request: ActingRequest) -> HttpResponse:
    """Every number in scope, how it stands, and what the platform told."""
    accounts, shown = list_accounts(), list_numbers()
    used = count_lately(shown)
    lines = [notice_line(each) for each in list_notices()]
    cards = [number_card(each, accounts, used[each.id]) for each in shown]
    is_still = any(each.stopped_code is not None for each in shown)
    context = {
        "cards": cards,
        "is_calm": not is_still and not any(each.troubles for each in cards),
        "open": [each for each in lines if each.notice.handled_at is None],
        "earlier": [each for each in lines if each.notice.handled_at is not None][:_EARLIER_MOST],
    }
    return render(request, "numbers/overview.html", context)


@require_POST
@allow("administrator", "account_manager")
def handled(request: ActingRequest, notice_id: UUID) -> HttpResponse:
    """Someone did what a notice asks."""
    handle_notice(request.actor, notice_id)
    messages.success(request, _("De melding is afgehandeld."))
    return redirect("numbers")


@require_POST
@allow("administrator", "account_manager")
def resume(request: ActingRequest, account_id: UUID) -> HttpResponse:
    """What the platform forbade is allowed again, someone says."""
    resume_account(request.actor, account_id)
    messages.success(request, _("Berichten die wachtten, gaan nu weg."))
    return redirect("numbers")


@require_GET
@allow("administrator", "account_manager")
def number(request: ActingRequest, number_id: UUID) -> HttpResponse:
    """One number: what citizens read beside it, and its PIN."""
    return _page(request, access_number(number_id))


@require_http_methods(["GET", "POST"])
@allow("administrator", "account_manager")
def change_profile(request: ActingRequest, number_id: UUID) -> HttpResponse:
    """Replace what citizens read beside a number."""
    found = access_number(number_id)
    form = ProfileForm(request.POST or None)
    if form.is_valid():
        try:
            registration.change_profile(request.actor, found, form.profile())
        except ProfileIncomplete as incomplete:
            form.complain(incomplete.problems)
        except NOT_DONE as error:
            form.add_error(None, told(error, about_profile=True))
        else:
            messages.success(request, _("Het profiel is bewaard. Inwoners zien het meteen."))
            return redirect("number", number_id)
    elif request.method == "GET":  # the address after a refusal, loaded again
        return redirect("number", number_id)
    return _page(request, found, profile=form)


@require_http_methods(["GET", "POST"])
@allow("administrator", "account_manager")
def change_picture(request: ActingRequest, number_id: UUID) -> HttpResponse:
    """Replace the picture that citizens see beside a number."""
    if request.method == "GET":  # the address after a refusal, loaded again
        return redirect("number", number_id)
    found, form = access_number(number_id), PictureForm(request.POST, request.FILES)
    if form.is_valid():
        picture = form.cleaned_data["picture"]
        try:
            data = picture.read(limits.MEDIA_BYTES["image"] + 1)
            registration.change_picture(request.actor, found, picture.name, data)
        except FileRefused as refused:
            form.add_error("picture", why_refused(refused))
        except NOT_DONE as error:
            form.add_error("picture", told(error))
        else:
            messages.success(request, _("De profielfoto is vervangen."))
            return redirect("number", number_id)
    return _page(request, found, picture=form)


@require_http_methods(["GET", "POST"])
@allow("administrator")
def change_menu(request: ActingRequest, number_id: UUID) -> HttpResponse:
    """Switch the welcome menu on or off, and say what stands in it."""
    if request.method == "GET":  # the address after a refusal, loaded again
        return redirect("number", number_id)
    found, form = access_number(number_id), MenuForm(request.POST)
    if form.keep(request.actor, found):
        is_on = form.cleaned_data["is_on"]
        messages.success(
            request, _("Het keuzemenu staat aan.") if is_on else _("Het keuzemenu staat uit.")
        )
        return redirect("number", number_id)
    return _page(request, found, menu=form)


@sensitive_post_parameters("access_token")
@require_http_methods(["GET", "POST"])
@allow("account_manager")
def change_key(request: ActingRequest, number_id: UUID) -> HttpResponse:
    """Give a number another key, by the provider that has it."""
    if request.method == "GET":  # the address after a refusal, loaded again
        return redirect("number", number_id)
    form = KeyForm(request.POST)
    if form.is_valid():
        numbers_of.change_key(request.actor, number_id, form.cleaned_data["access_token"])
        messages.success(request, _("De sleutel is bewaard. Het nummer wordt nu gecontroleerd."))
        return redirect("number", number_id)
    return _page(request, access_number(number_id), key=form)


@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
@allow("administrator", "account_manager")
def register(request: ActingRequest, number_id: UUID) -> HttpResponse:
    """Register a number with its PIN."""
    done = _("Het nummer is aangemeld bij WhatsApp.")
    return _with_pin(request, number_id, registration.register, done)


@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
@allow("administrator", "account_manager")
def change_pin(request: ActingRequest, number_id: UUID) -> HttpResponse:
    """Give a number another PIN."""
    done = _("Het nummer heeft een nieuwe pincode.")
    return _with_pin(request, number_id, registration.change_pin, done)


def _with_pin(
    request: ActingRequest,
    number_id: UUID,
    step: Callable[[Actor, PhoneNumber, str], None],
    done: str,
) -> HttpResponse:
    if request.method == "GET":  # the address after a refusal, loaded again
        return redirect("number", number_id)
    found, form = access_number(number_id), PinForm(request.POST)
    if form.is_valid():
        try:
            step(request.actor, found, form.cleaned_data["pin"])
        except NOT_DONE as error:
            form.add_error("pin", told(error))
        else:
            messages.success(request, done)
            return redirect("number", number_id)
    return _page(request, found, pin=form)


def _page(
    request: ActingRequest,
    found: PhoneNumber,
    *,
    profile: ProfileForm | None = None,
    pin: PinForm | None = None,
    picture: PictureForm | None = None,
    key: KeyForm | None = None,
    menu: MenuForm | None = None,
) -> HttpResponse:
    refused, trouble, has_picture = profile or pin or picture or key or menu, "", None
    if profile is None:
        try:
            there_is = registration.read_profile(found)
            profile, has_picture = ProfileForm.of(there_is), bool(there_is.picture_url)
        except NOT_DONE as error:
            trouble = told(error)
    is_registered_here = registration.is_registered_here(found)
    context = {
        "card": number_card(found, list_accounts(), count_lately([found])[found.id]),
        "profile": profile,
        "trouble": trouble,
        "pin": pin or PinForm() if is_registered_here else None,
        "picture": picture or PictureForm() if is_registered_here else None,
        "has_picture": has_picture,
        "key": key or KeyForm() if request.actor.has("account_manager") else None,
        "welcome_menu": menu or MenuForm.of(found) if may_change_menu(request.actor) else None,
        "choices": choices(found),
        "refused": refused,
    }
    return render(request, "numbers/number.html", context, status=422 if refused else 200)
