"""The tags of a municipality: made, renamed and removed by its administrator."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from bode.desk.errors import TagWrong
from bode.desk.models import Tag
from bode.desk.queries import list_tags_counted
from bode.desk.tags import LONGEST, MOST, add_tag, remove_tag, rename_tag

from .access import ActingRequest, allow

_WRONG = {
    "empty": gettext_noop("Geef het label een naam."),
    "too_long": gettext_noop("De naam is te lang. Houd het bij %(most)s tekens."),
    "known": gettext_noop("Er is al een label met deze naam."),
    "too_many": gettext_noop("Er zijn al %(many)s labels. Verwijder er eerst een."),
}


@require_http_methods(["GET", "POST"])
@allow("administrator")
def tags(request: ActingRequest) -> HttpResponse:
    """Every tag with how often it was given, and a form for another."""
    name, problem = "", ""
    if request.method == "POST":
        name = request.POST.get("name", "")
        try:
            add_tag(request.actor, name)
        except TagWrong as wrong:
            problem = _problem(wrong)
        else:
            messages.success(request, _("Het label staat klaar voor uw medewerkers."))
            return redirect("tags")
    context = {"tags": list_tags_counted(), "name": name, "problem": problem, "longest": LONGEST}
    return render(request, "tags.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "POST"])
@allow("administrator")
def tag(request: ActingRequest, tag_id: UUID) -> HttpResponse:
    """One tag: call it otherwise, or take it away everywhere."""
    found = Tag.objects.get(id=tag_id)
    name, problem = found.name, ""
    if request.method == "POST":
        name = request.POST.get("name", "")
        try:
            if request.POST.get("do") == "remove":
                remove_tag(request.actor, tag_id)
                messages.success(request, _("Het label is weg, ook van de gesprekken."))
            else:
                rename_tag(request.actor, tag_id, name)
                messages.success(request, _("Het label heet nu anders."))
        except TagWrong as wrong:
            problem = _problem(wrong)
        else:
            return redirect("tags")
    counted = {each.id: number for each, number in list_tags_counted()}
    context = {
        "tag": found,
        "name": name,
        "problem": problem,
        "times": counted.get(found.id, 0),
        "longest": LONGEST,
    }
    return render(request, "tag.html", context, status=422 if problem else 200)


def _problem(wrong: TagWrong) -> str:
    return _(_WRONG[wrong.reason]) % {"most": LONGEST, "many": MOST}
