"""The forms of a DPIA: a page of its questionnaire, its document, and the advice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bode.licensing.dpia.actions import DocumentFacts
from bode.licensing.dpia.answers import Value, empty, is_required
from bode.licensing.dpia.catalogue import (
    CHOICE,
    CHOICES,
    HIGH_RISK_LEFT,
    TEXT,
    Question,
    Section,
)
from bode.licensing.dpia.states import Outcome, Verdict
from bode.web.fields import DayField
from bode.web.templatetags.bode import local

from .words import OUTCOMES, VERDICTS

ADVICE_LENGTH = 8000
_PROBLEMS = {
    "unknown": gettext_lazy("Kies een van de mogelijkheden."),
    "too_long": gettext_lazy("Dit antwoord is te lang. Gebruik hooguit 8000 tekens."),
}


class SectionForm(forms.Form):
    """One page of the questionnaire. Nothing is required here: it is saved as it goes."""

    def __init__(
        self,
        section: Section,
        answers: Mapping[str, Value],
        data: QueryDict | None = None,
        *,
        high_risk_left: bool,
        read_only: bool = False,
    ) -> None:
        self.section = section
        self.answers = answers
        super().__init__(data, initial={q.key: _initial(q, answers) for q in section.questions()})
        for question in section.questions():
            self.fields[question.key] = _field(question, high_risk_left=high_risk_left)
            self.fields[question.key].disabled = read_only

    def shown(self) -> str:
        """What is kept of each answer while this page is shown: only what then differs is new."""
        kept = {q.key: self.answers.get(q.key, empty(q)) for q in self.section.questions()}
        return json.dumps(kept, ensure_ascii=False)

    def given(self, only: str = "") -> dict[str, Value]:
        """What was filled in otherwise than was shown; or the one answer with this key."""
        assert isinstance(self.data, QueryDict)
        said = {q.key: _read(q, self.data) for q in self.section.questions()}
        if only:
            return {key: value for key, value in said.items() if key == only}
        shown = _shown(self.data.get("shown", ""))
        return {
            q.key: said[q.key]
            for q in self.section.questions()
            if said[q.key] != shown.get(q.key, empty(q))
        }

    def complain(self, problems: Mapping[str, str]) -> None:
        """Put each problem beside its question."""
        self.full_clean()
        for key, problem in problems.items():
            self.add_error(key if key in self.fields else None, str(_PROBLEMS[problem]))


def _field(question: Question, *, high_risk_left: bool) -> forms.Field:
    label, hint = local(question, "label"), local(question, "help")
    is_needed = is_required(question, high_risk_left=high_risk_left)
    if is_needed and question.required == HIGH_RISK_LEFT:
        hint = _(
            "Er blijft een hoog risico over: vul dit in. Vraag eerst advies aan de Autoriteit "
            "Persoonsgegevens (AVG, artikel 36)."
        )
    if not is_needed and question.kind == TEXT:
        label = _("%(label)s (mag leeg blijven)") % {"label": label}
    given: dict[str, Any] = {
        "label": label,
        "help_text": hint,
        "required": False,
    }
    choices = [(option.code, local(option, "name")) for option in question.options]
    match question.kind:
        case "choices":
            return forms.MultipleChoiceField(
                choices=choices, widget=forms.CheckboxSelectMultiple, **given
            )
        case "choice" if question.key.startswith("risk."):
            return forms.ChoiceField(choices=[("", _("Kies…")), *choices], **given)
        case "choice":
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **given)
    rows = 2 if question.key.startswith("risk.") else 4
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), **given)


def _initial(question: Question, answers: Mapping[str, Value]) -> Value:
    return answers.get(question.key, question.prefill or empty(question))


def _read(question: Question, data: QueryDict) -> Value:
    if question.kind == CHOICES:
        return [str(each) for each in data.getlist(question.key)]
    return str(data.get(question.key, "")).replace("\r\n", "\n").strip()


def _shown(text: str) -> dict[str, Any]:
    try:
        shown = json.loads(text)
    except ValueError:
        return {}
    return shown if isinstance(shown, dict) else {}


class DocumentForm(forms.Form):
    """A DPIA that was made elsewhere."""

    file = forms.FileField(
        label=gettext_lazy("Het document"),
        help_text=gettext_lazy("Een pdf van hooguit 20 MB."),
        error_messages={
            "required": gettext_lazy("Kies een bestand."),
            "empty": gettext_lazy("Het bestand is leeg."),
        },
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
    made_on = DayField(
        label=gettext_lazy("Datum van het document"),
    )
    author = forms.CharField(
        label=gettext_lazy("Wie heeft het gemaakt?"),
        help_text=gettext_lazy("Een naam of een organisatie."),
        max_length=120,
        error_messages={"required": gettext_lazy("Vul in wie het document heeft gemaakt.")},
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Wat is de uitkomst?"),
        choices=[(str(code), gettext_lazy(name)) for code, name in OUTCOMES],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies de uitkomst.")},
    )
    summary = forms.CharField(
        label=gettext_lazy("De conclusie, in een paar zinnen"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Schrijf de conclusie kort op.")},
    )

    def clean_made_on(self) -> Any:
        made_on = self.cleaned_data["made_on"]
        if made_on > timezone.localdate():
            raise forms.ValidationError(_("Deze datum ligt in de toekomst."))
        return made_on

    def facts(self) -> DocumentFacts:
        given = self.cleaned_data
        return DocumentFacts(
            made_on=given["made_on"],
            author=given["author"],
            outcome=Outcome(given["outcome"]),
            summary=given["summary"],
        )


class AdviceForm(forms.Form):
    """What the privacy officer advises; their name is asked where someone else writes it down."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Advies"),
        choices=[(str(code), gettext_lazy(name)) for code, name in VERDICTS],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies een advies.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Toelichting"),
        help_text=gettext_lazy("Schrijf ook de voorwaarden op, als die er zijn."),
        max_length=ADVICE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Licht het advies toe.")},
    )
    adviser = forms.CharField(
        label=gettext_lazy("Naam van de privacyfunctionaris"),
        help_text=gettext_lazy(
            "In uw gemeente heeft niemand deze rol in Bode. Schrijf op wie het advies gaf."
        ),
        max_length=120,
        error_messages={"required": gettext_lazy("Vul in wie het advies gaf.")},
    )

    def __init__(self, *args: Any, is_officer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_officer:
            del self.fields["adviser"]

    @property
    def verdict_given(self) -> Verdict:
        return Verdict(self.cleaned_data["verdict"])


class ReplyForm(forms.Form):
    """What the municipality does with the advice."""

    reply = forms.CharField(
        label=gettext_lazy("Wat doet de gemeente met het advies?"),
        max_length=ADVICE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": gettext_lazy(
                "Het advies is negatief. Schrijf op waarom de gemeente toch verdergaat."
            )
        },
    )

    def __init__(self, *args: Any, must_reply: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reply"].required = must_reply
        if not must_reply:
            self.fields["reply"].help_text = _("Mag leeg blijven.")


assert {CHOICE, CHOICES, TEXT} == {"choice", "choices", "text"}  # as `_field` matches them
