"""What may be set of each rule, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import takewhile
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bode.automation.errors import HoursMissing, HoursWrong, RuleError, TeamMissing, TextWrong
from bode.automation.hours import ClosedDays, Hours, Span
from bode.automation.kinds import (
    LANGUAGES,
    Away,
    Emergency,
    RuleKind,
    Satisfaction,
    Settings,
    Silence,
    Teams,
    Texts,
    Welcome,
)
from bode.automation.texts import BLANKS, LONGEST, TEXTS, words
from bode.web.fields import DayField
from bode.web.templatetags.bode import local, purpose_name

from .words import day_name

_PARTS = 2  # of a day, as with a pause or an evening
_MORE_DAYS = 3  # empty lines for closed days
_LABELS = {
    "text_nl": gettext_lazy("Tekst in het Nederlands"),
    "text_en": gettext_lazy("Tekst in het Engels"),
    "question_nl": gettext_lazy("De vraag in het Nederlands"),
    "question_en": gettext_lazy("De vraag in het Engels"),
    "thanks_nl": gettext_lazy("Het bedankje in het Nederlands"),
    "thanks_en": gettext_lazy("Het bedankje in het Engels"),
}
_MEANINGS = {
    "gemeente": gettext_lazy("{gemeente}: de naam van uw gemeente"),
    "opening": gettext_lazy("{opening}: een zin die zegt wanneer u weer open bent"),
    "uren": gettext_lazy("{uren}: hoe lang het nog duurt"),
}
_WRONG = {
    "too_long": gettext_lazy("Maak de tekst korter: hooguit 1.024 tekens."),
    "blank_unknown": gettext_lazy(
        "Bode kent {%(blank)s} niet. Haal het weg, of kies uit de lijst."
    ),
}


class RuleForm(forms.Form):
    """Whether a rule is on, and its texts; each kind of rule adds what it has besides."""

    is_on = forms.BooleanField(label=gettext_lazy("Deze regel staat aan"), required=False)

    def __init__(self, kind: RuleKind, settings: Settings, *args: Any, **more: Any) -> None:
        self.kind, self.given = kind, settings
        more["initial"] = self.initial_of(settings) | (more.get("initial") or {})
        super().__init__(*args, **more)
        for name in TEXTS.get(kind, ()):
            for language in LANGUAGES:
                field = f"{name}_{language}"
                self.fields[field] = forms.CharField(
                    label=_LABELS[field],
                    help_text=self._blanks() if language == "nl" else "",
                    max_length=LONGEST,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 4, "lang": language}),
                )

    def initial_of(self, settings: Settings) -> dict[str, Any]:
        """What the fields show of what is kept: the usual text where there is no own one."""
        return {
            f"{name}_{language}": words(self.kind, name, getattr(settings, name), language)
            for name in TEXTS.get(self.kind, ())
            for language in LANGUAGES
        }

    def settings(self) -> Settings:
        """What was filled in."""
        raise NotImplementedError

    def texts(self, name: str) -> Texts:
        """A text as it was filled in, in both languages."""
        given = {each: self.cleaned_data[f"{name}_{each}"] for each in LANGUAGES}
        return Texts(**{each: text.replace("\r\n", "\n") for each, text in given.items()})

    def complain(self, wrong: RuleError) -> None:
        """Say beside its field what can't be."""
        match wrong:
            case TextWrong(reason="forbidden", finding=finding) if finding is not None:
                about = _("Het gaat om “%(phrase)s”.") % {"phrase": finding.phrase}
                self.add_error(wrong.field, f"{about} {local(finding.ground, 'reason')}")
            case TextWrong():
                self.add_error(wrong.field, _WRONG[wrong.reason] % {"blank": wrong.blank})
            case HoursMissing():
                self.add_error("is_on", _("Vul eerst uw openingstijden in."))
            case TeamMissing():
                told = _(
                    "Kies hieronder voor minstens één onderwerp een team, of zet de regel uit."
                )
                self.add_error("is_on", told)
            case _:
                self.add_error(None, _("Kies een team uit de lijst."))

    def _blanks(self) -> str:
        told = "; ".join(str(_MEANINGS[each]) for each in sorted(BLANKS[self.kind]))
        return _("Bode vult in: %(blanks)s. Leeg: de gewone tekst.") % {"blanks": told}


class EmergencyForm(RuleForm):
    def settings(self) -> Emergency:
        return Emergency(text=self.texts("text"))


class AwayForm(RuleForm):
    def settings(self) -> Away:
        return Away(text=self.texts("text"))


class WelcomeForm(RuleForm):
    def settings(self) -> Welcome:
        return Welcome(text=self.texts("text"))


class SilenceForm(RuleForm):
    after = forms.IntegerField(
        label=gettext_lazy("Na hoeveel uur stilte stuurt Bode het bericht?"),
        help_text=gettext_lazy(
            "1 tot 23 uur na uw antwoord. Daarna mag het niet meer: een inwoner is 24 uur na diens "
            "laatste bericht gratis te bereiken."
        ),
        min_value=1,
        max_value=23,
    )
    close = forms.IntegerField(
        label=gettext_lazy("Hoeveel uur later sluit Bode het gesprek?"),
        min_value=1,
        max_value=72,
    )

    def initial_of(self, settings: Settings) -> dict[str, Any]:
        assert isinstance(settings, Silence)
        return {"after": settings.after, "close": settings.close, **super().initial_of(settings)}

    def settings(self) -> Silence:
        given = self.cleaned_data
        return Silence(after=given["after"], close=given["close"], text=self.texts("text"))


class SatisfactionForm(RuleForm):
    scale = forms.ChoiceField(
        label=gettext_lazy("Hoe antwoorden inwoners?"),
        choices=[
            ("faces", gettext_lazy("Met drie gezichten: tevreden, gaat wel, ontevreden")),
            ("five", gettext_lazy("Met een cijfer van 1 tot 5, uit een lijst")),
        ],
        widget=forms.RadioSelect,
    )

    def initial_of(self, settings: Settings) -> dict[str, Any]:
        assert isinstance(settings, Satisfaction)
        return {"scale": settings.scale, **super().initial_of(settings)}

    def settings(self) -> Satisfaction:
        return Satisfaction(
            scale=self.cleaned_data["scale"],
            question=self.texts("question"),
            thanks=self.texts("thanks"),
        )


class TeamsForm(RuleForm):
    def __init__(
        self,
        kind: RuleKind,
        settings: Settings,
        *args: Any,
        purposes: Iterable[str] = (),
        teams: Mapping[UUID, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(kind, settings, *args, **more)
        choices = [
            ("", _("Geen team")),
            *((str(each), name) for each, name in (teams or {}).items()),
        ]
        for purpose in purposes:
            self.fields[purpose] = forms.ChoiceField(
                label=purpose_name(purpose), choices=choices, required=False
            )

    def initial_of(self, settings: Settings) -> dict[str, Any]:
        assert isinstance(settings, Teams)
        return {purpose: str(team) for purpose, team in settings.teams.items()}

    def settings(self) -> Teams:
        chosen = {name: given for name, given in self.cleaned_data.items() if name != "is_on"}
        return Teams(teams={name: UUID(team) for name, team in chosen.items() if team})


class HoursForm(RuleForm):
    """Two parts for each day, and lines for closed days. Office hours are no rule: always on."""

    good_friday = forms.BooleanField(label=gettext_lazy("Dicht op Goede Vrijdag"), required=False)
    liberation_day = forms.ChoiceField(
        label=gettext_lazy("Dicht op Bevrijdingsdag (5 mei)?"),
        choices=[
            ("fifth", gettext_lazy("Elke vijf jaar: 2030, 2035, …")),
            ("always", gettext_lazy("Elk jaar")),
            ("never", gettext_lazy("Nooit")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, kind: RuleKind, settings: Settings, *args: Any, **more: Any) -> None:
        super().__init__(kind, settings, *args, **more)
        assert isinstance(settings, Hours)
        del self.fields["is_on"]
        for day in range(7):
            for part in range(_PARTS):
                for name, label in (("opens", _("%(day)s, van")), ("closes", _("%(day)s, tot"))):
                    self.fields[f"{name}_{day}_{part}"] = _clock(label % {"day": day_name(day)})
        for line in range(len(settings.closed) + _MORE_DAYS):
            self.fields[f"first_{line}"] = DayField(label=_("Eerste dag"), required=False)
            self.fields[f"last_{line}"] = DayField(label=_("Laatste dag"), required=False)
            self.fields[f"name_{line}"] = forms.CharField(
                label=_("Naam"), max_length=60, required=False
            )

    def initial_of(self, settings: Settings) -> dict[str, Any]:
        assert isinstance(settings, Hours)
        shown: dict[str, Any] = {
            "good_friday": settings.good_friday,
            "liberation_day": settings.liberation_day,
        }
        for day, spans in enumerate(settings.week):
            for part, span in enumerate(spans):
                shown |= {f"opens_{day}_{part}": span.opens, f"closes_{day}_{part}": span.closes}
        for line, own in enumerate(settings.closed):
            shown |= {
                f"first_{line}": own.first,
                f"last_{line}": own.last,
                f"name_{line}": own.name,
            }
        return shown

    @property
    def days(self) -> list[tuple[str, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """The fields of each day, in order."""
        return [
            (
                day_name(day),
                [
                    (self[f"opens_{day}_{part}"], self[f"closes_{day}_{part}"])
                    for part in range(_PARTS)
                ],
            )
            for day in range(7)
        ]

    @property
    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The fields of each line of closed days."""
        numbers = takewhile(lambda line: f"first_{line}" in self.fields, range(1000))
        return [(self[f"first_{n}"], self[f"last_{n}"], self[f"name_{n}"]) for n in numbers]

    def clean(self) -> None:
        given = self.cleaned_data
        for day in range(7):
            for part in range(_PARTS):
                opens, closes = f"opens_{day}_{part}", f"closes_{day}_{part}"
                if (given.get(opens) is None) != (given.get(closes) is None):
                    missing = opens if given.get(opens) is None else closes
                    if missing not in self.errors:
                        self.add_error(missing, _("Vul allebei de tijden in, of geen van beide."))
        for first, last, name in self.lines:
            self._check_line(first.name, last.name, name.name)

    def settings(self) -> Hours:
        given = self.cleaned_data
        return Hours(
            week=tuple(tuple(self._spans(day)) for day in range(7)),
            good_friday=given["good_friday"],
            liberation_day=given["liberation_day"],
            closed=tuple(sorted(self._closed(), key=lambda each: each.first)),
        )

    def complain(self, wrong: RuleError) -> None:
        if isinstance(wrong, HoursWrong):
            told = {
                "closes": _("Kies een tijd die later is dan het begin."),
                "opens": _("Kies een tijd die niet voor het einde van het eerste deel is."),
            }
            part = self._filled(wrong.day)[wrong.part]
            self.add_error(f"{wrong.edge}_{wrong.day}_{part}", told[wrong.edge])
        else:
            super().complain(wrong)

    def _spans(self, day: int) -> Iterable[Span]:
        given = self.cleaned_data
        for part in self._filled(day):
            yield Span(given[f"opens_{day}_{part}"], given[f"closes_{day}_{part}"])

    def _filled(self, day: int) -> list[int]:
        """The parts of a day that have their times, as one may be left empty."""
        given = self.cleaned_data
        return [n for n in range(_PARTS) if given.get(f"opens_{day}_{n}") is not None]

    def _closed(self) -> Iterable[ClosedDays]:
        for first, last, name in self.lines:
            day: date | None = self.cleaned_data.get(first.name)
            if day is not None:
                until = self.cleaned_data.get(last.name) or day
                yield ClosedDays(day, until, self.cleaned_data.get(name.name, "").strip())

    def _check_line(self, first: str, last: str, name: str) -> None:
        given = self.cleaned_data
        begins, ends = given.get(first), given.get(last)
        if begins is None and (ends or given.get(name)) and first not in self.errors:
            self.add_error(first, _("Vul de eerste dag in, of maak de hele regel leeg."))
        if begins and ends and ends < begins:
            self.add_error(last, _("De laatste dag komt niet voor de eerste."))


def _clock(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Vul een tijd in, zoals 9:00.")},
    )


FORMS: Mapping[RuleKind, type[RuleForm]] = {
    RuleKind.HOURS: HoursForm,
    RuleKind.EMERGENCY: EmergencyForm,
    RuleKind.AWAY: AwayForm,
    RuleKind.WELCOME: WelcomeForm,
    RuleKind.TEAMS: TeamsForm,
    RuleKind.SILENCE: SilenceForm,
    RuleKind.SATISFACTION: SatisfactionForm,
}
