"""The forms in which VNG changes a version of the rules, part by part."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bode.policy import PURPOSES, Example, PurposeVerdict, Rule, Source, Verdict
from bode.web.fields import DayAgainForm, DayField

_BETWEEN = "|"  # between an example and why it falls outside
_MISSING = {"required": gettext_lazy("Vul dit in.")}


def _text(label: Any, *, rows: int = 3, help_text: Any = "", lang: str = "nl") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows, "lang": lang}),
        error_messages=_MISSING,
    )


class DayForm(forms.Form):
    """A day to explain the rules of."""

    date = DayField(
        label=gettext_lazy("Datum"),
    )


class NameForm(forms.Form):
    """What a version is called."""

    name_nl = forms.CharField(
        label=gettext_lazy("Naam in het Nederlands"), max_length=120, error_messages=_MISSING
    )
    name_en = forms.CharField(
        label=gettext_lazy("Naam in het Engels"),
        max_length=120,
        error_messages=_MISSING,
        widget=forms.TextInput(attrs={"lang": "en"}),
    )


class VerdictForm(forms.Form):
    """What a version says of a route: yes or no, by which rule and source."""

    allowed = forms.TypedChoiceField(
        label=gettext_lazy("Mag dit?"),
        choices=[("yes", gettext_lazy("Ja")), ("no", gettext_lazy("Nee"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
        error_messages=_MISSING,
    )
    rule_nl = _text(gettext_lazy("Regel in het Nederlands"))
    rule_en = _text(gettext_lazy("Regel in het Engels"), lang="en")
    source_nl = _text(
        gettext_lazy("Bron in het Nederlands"),
        help_text=gettext_lazy("Wie zei het, waar en wanneer? Een adres van een pagina mag erbij."),
    )
    source_en = _text(gettext_lazy("Bron in het Engels"), lang="en")

    @staticmethod
    def given(verdict: Verdict | PurposeVerdict) -> dict[str, str]:
        """What the fields hold for what a version says now."""
        return {
            "allowed": "yes" if verdict.allowed else "no",
            "rule_nl": verdict.rule.nl,
            "rule_en": verdict.rule.en,
            "source_nl": verdict.rule.source.nl,
            "source_en": verdict.rule.source.en,
        }

    def rule(self) -> Rule:
        data = self.cleaned_data
        source = Source(nl=data["source_nl"], en=data["source_en"])
        return Rule(nl=data["rule_nl"], en=data["rule_en"], source=source)

    def verdict(self) -> Verdict:
        return Verdict(allowed=self.cleaned_data["allowed"], rule=self.rule())


class PurposeForm(VerdictForm):
    """What a version says of a purpose, with examples: one on each line."""

    inside_nl = _text(gettext_lazy("Valt eronder: voorbeelden"), rows=6)
    inside_en = _text(gettext_lazy("Dezelfde voorbeelden in het Engels"), rows=6, lang="en")
    outside_nl = _text(
        gettext_lazy("Valt er niet onder: voorbeelden, met waarom niet"),
        rows=8,
        help_text=gettext_lazy("Eén op elke regel: voorbeeld | waarom niet"),
    )
    outside_en = _text(gettext_lazy("Dezelfde in het Engels"), rows=8, lang="en")

    def __init__(self, code: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_forbidden = not PURPOSES[code].allowed
        if self.is_forbidden:
            del self.fields["allowed"]  # WhatsApp's rule, which is nobody else's to change
        self.fields["inside_nl"].help_text = _("Eén op elke regel.")

    @staticmethod
    def given(verdict: Verdict | PurposeVerdict) -> dict[str, str]:
        assert isinstance(verdict, PurposeVerdict)
        return VerdictForm.given(verdict) | {
            "inside_nl": "\n".join(each.nl for each in verdict.inside),
            "inside_en": "\n".join(each.en for each in verdict.inside),
            "outside_nl": "\n".join(f"{each.nl} | {each.why_nl}" for each in verdict.outside),
            "outside_en": "\n".join(f"{each.en} | {each.why_en}" for each in verdict.outside),
        }

    def clean(self) -> dict[str, Any]:
        for name in ("outside_nl", "outside_en"):
            if any(not all(_halves(line)) for line in _lines(self.cleaned_data.get(name, ""))):
                self.add_error(
                    name, _("Schrijf op elke regel een voorbeeld, een | en waarom niet.")
                )
        for kind in ("inside", "outside"):
            dutch, english = (
                len(_lines(self.cleaned_data.get(f"{kind}_{language}", "")))
                for language in ("nl", "en")
            )
            if dutch != english and not {f"{kind}_nl", f"{kind}_en"} & set(self.errors):
                told = _("Hier staan %(english)s voorbeelden, en in het Nederlands %(dutch)s.")
                self.add_error(f"{kind}_en", told % {"english": english, "dutch": dutch})
        return self.cleaned_data

    def purpose_verdict(self) -> PurposeVerdict:
        data = self.cleaned_data
        inside = zip(_lines(data["inside_nl"]), _lines(data["inside_en"]), strict=True)
        outside = zip(_lines(data["outside_nl"]), _lines(data["outside_en"]), strict=True)
        return PurposeVerdict(
            allowed=data.get("allowed", False),
            rule=self.rule(),
            inside=tuple(Example(nl=nl, en=en) for nl, en in inside),
            outside=tuple(_outside(nl, en) for nl, en in outside),
        )


class FirstDayForm(forms.Form):
    """From when a version holds."""

    first_day = DayField(label=gettext_lazy("Geldt vanaf"))

    def __init__(self, earliest: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earliest = earliest
        self.fields["first_day"].widget.attrs["min"] = earliest.isoformat()

    def clean_first_day(self) -> date:
        first_day: date = self.cleaned_data["first_day"]
        if first_day < self.earliest:
            raise forms.ValidationError(day_too_early(self.earliest))
        return first_day


class ConfirmForm(DayAgainForm):
    """That a version holds from a day on, for good."""

    first_day = forms.CharField(widget=forms.HiddenInput)
    follows = forms.CharField(widget=forms.HiddenInput)
    again = DayField(
        label=gettext_lazy("Vul nog eens in vanaf welke dag de versie geldt"),
    )


def day_too_early(earliest: date) -> str:
    """What to do about a day on which a version can't begin."""
    return _("Kies %(day)s of later.") % {"day": date_format(earliest, "j F Y")}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _halves(line: str) -> tuple[str, str]:
    example, _between, why = line.partition(_BETWEEN)
    return example.strip(), why.strip()


def _outside(dutch: str, english: str) -> Example:
    (nl, why_nl), (en, why_en) = _halves(dutch), _halves(english)
    return Example(nl=nl, en=en, why_nl=why_nl, why_en=why_en)
