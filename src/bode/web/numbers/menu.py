"""The welcome menu of a number, which its municipality switches on and words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bode import policy
from bode.licensing.errors import MenuTextForbidden
from bode.licensing.menus import MENU_TEXT_LENGTH, change_menu, menu_text, usual_text
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.models import OrganisationKind, Role
from bode.web.templatetags.bode import local


def _text(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=MENU_TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        **more,
    )


class MenuForm(forms.Form):
    """Whether citizens get the menu, and what stands above its choices."""

    is_on = forms.BooleanField(
        label=gettext_lazy("Stuur het keuzemenu aan wie een gesprek begint"), required=False
    )
    text_nl = _text(
        gettext_lazy("Tekst boven de keuzes"),
        help_text=gettext_lazy("Leeg: de gewone tekst. Hooguit 1.024 tekens."),
    )
    text_en = _text(
        gettext_lazy("Tekst in het Engels"),
        help_text=gettext_lazy("Voor inwoners van wie bekend is dat zij Engels schrijven."),
    )

    @classmethod
    def of(cls, number: PhoneNumber) -> MenuForm:
        """A form filled in with the menu that there is."""
        texts = {f"text_{language}": menu_text(number, language) for language in ("nl", "en")}
        return cls(initial={"is_on": number.menu_on, **texts})

    def keep(self, actor: Actor, number: PhoneNumber) -> bool:
        """Whether what was filled in could be kept; the usual text is not kept as one's own."""
        if not self.is_valid():
            return False
        given: Mapping[str, Any] = self.cleaned_data
        texts = {}
        for language in ("nl", "en"):
            text = given[f"text_{language}"].replace("\r\n", "\n")
            is_usual = text == usual_text(number, language)
            texts[f"text_{language}"] = "" if is_usual else text
        try:
            change_menu(actor, number.id, is_on=given["is_on"], **texts)
        except MenuTextForbidden as forbidden:
            about = _("Het gaat om “%(phrase)s”.") % {"phrase": forbidden.finding.phrase}
            self.add_error(forbidden.field, f"{about} {local(forbidden.finding.ground, 'reason')}")
            return False
        return True


def may_change_menu(actor: Actor) -> bool:
    """Whether the number's own municipality looks at it, in the right role."""
    is_municipality = actor.organisation_kind == OrganisationKind.MUNICIPALITY
    return is_municipality and actor.has(Role.ADMINISTRATOR)


def choices(number: PhoneNumber) -> list[policy.Purpose]:
    """What a citizen may choose now."""
    licensed = number.licence.purposes
    return [each for each in policy.PURPOSES.values() if each.code in licensed]
