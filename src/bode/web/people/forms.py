"""The forms about people; which roles there are follows from the kind of organisation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from bode.organisations.models import (
    FOR_A_PURPOSE,
    ROLES_OF,
    Organisation,
    Person,
    Role,
    TokenScope,
)
from bode.organisations.tokens import SCOPES_OF
from bode.web.templatetags.bode import purpose_name, role_name

ROLE_MEANINGS = {
    Role.ADMINISTRATOR: gettext_noop(
        "Vraagt vergunningen aan, beheert nummers en sjablonen, en nodigt collega’s uit."
    ),
    Role.SIGNATORY: gettext_noop("Heeft het mandaat om namens de gemeente te ondertekenen."),
    Role.PRIVACY_OFFICER: gettext_noop(
        "Adviseert over privacy, en ziet het register en het controlespoor."
    ),
    Role.AGENT: gettext_noop("Beantwoordt berichten van inwoners."),
    Role.BROADCASTER: gettext_noop("Bereidt groepsberichten voor."),
    Role.APPROVER: gettext_noop("Keurt goed wat een ander heeft voorbereid."),
    Role.ACCOUNT_MANAGER: gettext_noop(
        "Behandelt aanvragen van gemeenten, en beheert de mensen en de verbinding van de BSP."
    ),
    Role.MONITOR: gettext_noop("Houdt organisaties, regels en cijfers bij."),
}
SCOPE_NAMES = {
    TokenScope.APPLICATIONS: gettext_noop("aanvragen lezen en maken"),
    TokenScope.LICENCES: gettext_noop("vergunningen lezen"),
    TokenScope.MESSAGES: gettext_noop("berichten sturen en lezen"),
    TokenScope.CONVERSATIONS: gettext_noop("gesprekken lezen"),
    TokenScope.CONSENTS: gettext_noop("toestemmingen vastleggen"),
    TokenScope.BROADCASTS: gettext_noop("groepsberichten voorbereiden"),
    TokenScope.APPROVAL: gettext_noop("groepsberichten goedkeuren"),
}
_REQUIRED = {"required": gettext_lazy("Kies er minstens één.")}
_ONE_ROLE = {"required": gettext_lazy("Kies minstens één rol.")}


class RolesForm(forms.Form):
    """Which roles someone has. Where there is but one role, nobody need choose."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Rollen"), widget=forms.CheckboxSelectMultiple, error_messages=_ONE_ROLE
    )

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._roles = ROLES_OF[organisation.kind]
        if len(self._roles) == 1:
            del self.fields["roles"]
            return
        field = self.fields["roles"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(each), role_name(each).capitalize()) for each in self._roles]

    @property
    def chosen(self) -> Iterable[str]:
        """The roles that were chosen, or the only one there is."""
        chosen: Iterable[str] = self.cleaned_data.get("roles", self._roles)
        return chosen


class InviteForm(RolesForm):
    """Whom to invite, in which roles."""

    email = forms.EmailField(
        label=gettext_lazy("E-mailadres"),
        help_text=gettext_lazy("Van één persoon, niet van een groep of afdeling."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Vul het e-mailadres in."),
            "invalid": gettext_lazy("Vul een e-mailadres in, zoals naam@gemeente.nl."),
        },
    )

    field_order = ("email", "roles")


class FirstForm(forms.Form):
    """Whom to invite as the first one of an organisation."""

    email = InviteForm.base_fields["email"]


class NewAccountForm(forms.Form):
    """The account of someone who was invited."""

    name = forms.CharField(
        label=gettext_lazy("Uw naam"),
        help_text=gettext_lazy("Zoals collega’s die zien."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Vul uw naam in.")},
    )
    password = forms.CharField(
        label=gettext_lazy("Kies een wachtwoord"),
        help_text=gettext_lazy("Minstens 12 tekens. Gebruik het nergens anders."),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("Kies een wachtwoord.")},
    )
    again = forms.CharField(
        label=gettext_lazy("Nog een keer uw wachtwoord"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("Vul het wachtwoord nog een keer in.")},
    )

    def __init__(self, email: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, Person(email=self._email))
        return password

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        first, second = given.get("password"), given.get("again")
        if first and second and first != second:
            self.add_error("again", _("De twee wachtwoorden zijn niet gelijk."))
        return given


class TokenForm(forms.Form):
    """What a new key is called, and what its program may do."""

    name = forms.CharField(
        label=gettext_lazy("Naam van het programma"),
        help_text=gettext_lazy("Zo staat het in geschiedenissen, bijvoorbeeld “Zaaksysteem”."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Vul een naam in.")},
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Wat mag het programma?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages=_REQUIRED,
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("Voor welk doel?"),
        help_text=gettext_lazy(
            "Voor dit doel stuurt het programma berichten en legt het toestemming vast."
        ),
        required=False,
    )
    every_purpose_because = forms.CharField(
        label=gettext_lazy("Waarom is een sleutel voor elk doel nodig?"),
        help_text=gettext_lazy("Alleen als u hierboven geen doel kiest."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, organisation: Organisation, licensed: Sequence[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (str(each), _(SCOPE_NAMES[each]).capitalize()) for each in SCOPES_OF[organisation.kind]
        ]
        purpose = self.fields["purpose"]
        assert isinstance(purpose, forms.ChoiceField)
        every = _("Elk doel van de vergunning")
        purpose.choices = [("", every), *((code, purpose_name(code)) for code in licensed)]

    def clean(self) -> dict[str, Any]:
        """One purpose, or why it is for all of them; what does without a purpose needs neither."""
        given = super().clean() or {}
        purpose, because = given.get("purpose"), given.get("every_purpose_because")
        if purpose and because:
            told = _("Kies één doel, of schrijf waarom de sleutel voor elk doel is. Niet allebei.")
            self.add_error("every_purpose_because", told)
        if not purpose and not because and set(given.get("scopes", ())) & set(FOR_A_PURPOSE):
            told = _("Kies een doel. Is de sleutel voor elk doel nodig? Schrijf dan waarom.")
            self.add_error("purpose", told)
        return given
