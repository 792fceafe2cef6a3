"""Ready answers of the demo's municipality."""

from __future__ import annotations

from bode.desk.quick_replies import Wording, save_reply
from bode.organisations.actors import Actor
from bode.organisations.tenancy import scope

REPLIES = (
    Wording(
        shortcut="hallo",
        language="nl",
        title="Begroeting",
        body="Goedendag {{ naam }}, u spreekt met {{ medewerker }} van gemeente {{ gemeente }}.",
    ),
    Wording(
        shortcut="afval",
        language="nl",
        title="Wanneer komt het afval?",
        body="*Afval*\nUw container wordt geleegd op {{ dag }}. Zet hem voor 7.30 uur buiten:\n"
        "- met het handvat naar de weg\n- met het deksel dicht",
        purpose="municipal_services",
    ),
    Wording(
        shortcut="afspraak",
        language="nl",
        title="Een afspraak maken",
        body="U kunt een afspraak maken op https://voorbeeldstad.example/afspraak. Neem uw "
        "identiteitsbewijs mee.",
        purpose="appointments",
    ),
    Wording(
        shortcut="zaak",
        language="nl",
        title="Hoe staat het met uw aanvraag?",
        body="Dag {{ naam }}. Ik heb uw aanvraag {{ zaaknummer }} bekeken. U hoort van ons voor "
        "{{ datum van besluit }}.",
        purpose="permits",
    ),
    Wording(
        shortcut="hallo",
        language="en",
        title="Greeting",
        body="Good day {{ name }}, this is {{ agent }} of the municipality of {{ municipality }}.",
    ),
)


def make_replies(actor: Actor) -> None:
    """Write what this agent's desk answers often."""
    with scope(actor.organisation_id):
        for wording in REPLIES:
            save_reply(actor, wording)
