"""Personal data in the rules: what citizens thought of their answer, and who changed a rule."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import register as privacy

_REGISTERED = (
    privacy.PersonalData(
        model="automation.RuleVersion",
        fields=("actor",),
        what=gettext_noop("Automatische regels: wie ze heeft gewijzigd"),
        why=gettext_noop("Laten zien wie bepaalde wat inwoners vanzelf te lezen kregen."),
        how_long=gettext_noop("Wordt nog niet vanzelf verwijderd."),
    ),
    privacy.PersonalData(
        model="automation.Satisfaction",
        fields=("score",),
        what=gettext_noop("Inwoner: hoe tevreden die was over het antwoord, en de toelichting"),
        why=gettext_noop("Weten of inwoners goed worden geholpen."),
        how_long=gettext_noop("Zo lang als het gesprek waar het over gaat."),
    ),
)


def register() -> None:
    privacy.register(*_REGISTERED)
