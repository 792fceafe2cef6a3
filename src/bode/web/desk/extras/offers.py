"""Something to press: buttons, a list, a link, and requests for a place or a phone number."""

from __future__ import annotations

import re
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .forms import Content, Extra, interactive, line, lines

_TEXT = "interactive.body.text"
_QUESTION = gettext_lazy("Uw vraag")


class Buttons(Extra):
    """A question with up to three buttons to answer it."""

    slug = "buttons"
    title = gettext_lazy("Vraag met knoppen")
    type = "interactive"

    text = lines(_QUESTION)
    button_1 = line(gettext_lazy("Knop 1"))
    button_2 = line(gettext_lazy("Knop 2"))
    button_3 = line(gettext_lazy("Knop 3"))

    def content(self) -> Content:
        """The question, with the buttons that were filled in."""
        buttons = [
            {"type": "reply", "reply": {"id": name, "title": self.cleaned_data[name]}}
            for name in self._filled()
        ]
        return interactive("button", self.cleaned_data["text"], {"buttons": buttons})

    def find_place(self, path: str) -> tuple[str, str]:
        """A button in the message is one of those that were filled in."""
        if path == _TEXT:
            return super().find_place(path)
        place = re.search(r"\[(\d+)]", path)
        name = self._filled()[int(place[1])] if place else "button_1"
        return name, str(self.fields[name].label)

    def _filled(self) -> list[str]:
        names = ("button_1", "button_2", "button_3")
        return [name for name in names if self.cleaned_data.get(name)]


class Choices(Extra):
    """A question with a list of answers behind a button."""

    slug = "list"
    title = gettext_lazy("Vraag met een keuzelijst")
    type = "interactive"
    places: ClassVar = {"interactive.action.button": "button"}

    text = lines(_QUESTION)
    choices = lines(
        gettext_lazy("Keuzes"),
        gettext_lazy(
            "Eén keuze per regel. Uitleg mag erachter, na een streep: Stadhuis | Open tot 17 uur"
        ),
        rows=4,
    )
    button = line(gettext_lazy("Tekst op de knop"), initial=gettext_lazy("Maak een keuze"))

    def content(self) -> Content:
        """The question, with a row for every line that says something."""
        rows: list[dict[str, str]] = []
        for written in filter(str.strip, self.cleaned_data["choices"].splitlines()):
            title, _bar, description = (part.strip() for part in written.partition("|"))
            row = {"id": str(len(rows) + 1), "title": title}
            rows.append({**row, "description": description} if description else row)
        action = {"button": self.cleaned_data["button"], "sections": [{"rows": rows}]}
        return interactive("list", self.cleaned_data["text"], action)

    def find_place(self, path: str) -> tuple[str, str]:
        """A row in the message is a line of the choices."""
        if path == _TEXT or path in self.places:
            return super().find_place(path)
        row = re.search(r"rows\[(\d+)]", path)
        if row is None:
            return "choices", str(self.fields["choices"].label)
        number = {"number": int(row[1]) + 1}
        if path.endswith(".description"):
            return "choices", _("Uitleg bij keuze %(number)s") % number
        return "choices", _("Keuze %(number)s") % number


class Link(Extra):
    """Words with a button that opens a page on the web."""

    slug = "link"
    title = gettext_lazy("Knop naar een webpagina")
    type = "interactive"
    places: ClassVar = {
        "interactive.action.parameters.display_text": "label",
        "interactive.action.parameters.url": "address",
    }
    wrong: ClassVar = {"address": gettext_lazy("Begin het adres met https://")}

    text = lines(gettext_lazy("Uw tekst"))
    label = line(gettext_lazy("Tekst op de knop"))
    address = line(gettext_lazy("Adres van de webpagina"), placeholder="https://", inputmode="url")

    def content(self) -> Content:
        """The words, and where the button leads."""
        given = self.cleaned_data
        parameters = {"display_text": given["label"], "url": given["address"]}
        action = {"name": "cta_url", "parameters": parameters}
        return interactive("cta_url", given["text"], action)


class AskLocation(Extra):
    """A question for the place where the citizen is, with a button to share it."""

    slug = "ask-location"
    title = gettext_lazy("Vraag om een locatie")
    type = "interactive"

    text = lines(_QUESTION)

    def content(self) -> Content:
        """The question; the button is the platform's own."""
        action = {"name": "send_location"}
        return interactive("location_request_message", self.cleaned_data["text"], action)


class AskNumber(Extra):
    """A question for the phone number of a citizen who writes under a username."""

    slug = "ask-number"
    title = gettext_lazy("Vraag om het telefoonnummer")
    type = "interactive"

    text = lines(_QUESTION)

    def content(self) -> Content:
        """The question; the button is the platform's own."""
        action = {"name": "request_contact_info"}
        return interactive("request_contact_info", self.cleaned_data["text"], action)
