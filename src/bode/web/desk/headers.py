"""What goes above a template's words, where that is no text: a file, or a place on the map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.conversations.errors import FileRefused
from bode.conversations.models import Upload
from bode.web.access import ActingRequest
from bode.whatsapp import kind_of_type

from .attaching import content_with, describe_file, endings_of, find_given, take_in
from .extras.things import Place
from .saying import in_one_line

_PREFIX = "header"
_PARAMETER = "template.components[0].parameters[0]."  # a header comes first, and has one
_WANTED = {
    "image": gettext_noop("Kies een foto (JPEG of PNG)."),
    "video": gettext_noop("Kies een video (MP4)."),
    "document": gettext_noop("Kies een document, bijvoorbeeld een pdf."),
}
_OTHERWISE = gettext_noop("Dit sjabloon kan niet weg zonder zo’n bestand.")


class FileHeader(forms.Form):
    """A file of the one kind that the template wants."""

    icon = "file"

    file = forms.FileField(required=False)

    def __init__(self, kind: str, given: Mapping[str, str]) -> None:
        super().__init__(given, prefix=_PREFIX)
        self.kind = kind
        field = self.fields["file"]
        field.label, field.help_text = in_one_line(kind, ""), _(_WANTED[kind])
        field.widget.attrs |= {"class": "attach__file", "accept": endings_of(kind)}
        self._hold(next(iter(find_given(given.get(self.add_prefix("upload"), ""))), None))

    @property
    def shown_by(self) -> str:
        """The field whose value the preview shows."""
        return str(self["file"].auto_id)

    @property
    def told(self) -> str:
        """What the preview shows as long as nothing else is chosen."""
        return self.attachment.filename if self.attachment else in_one_line(self.kind, "")

    def take_in(self, request: ActingRequest) -> None:
        """Keep the file that was chosen; complain of one that won't do, or of none."""
        try:
            self._hold(take_in(request, self.add_prefix("file")) or self.attachment)
        except FileRefused as refused:
            self.add_error("file", describe_file(refused))
            return
        if self.attachment is None:
            self.add_error("file", _(_OTHERWISE))

    def parameter(self) -> dict[str, Any]:
        """The file in the platform's shape; it was taken in before."""
        assert self.attachment is not None, "without a file the form complains"
        kind, file = content_with(self.attachment, "")
        return {"type": kind, kind: file}

    def _hold(self, upload: Upload | None) -> None:
        fits = upload is not None and kind_of_type(upload.mime_type) == self.kind
        self.attachment = upload if fits else None
        if self.attachment is not None:
            self.fields["file"].widget.attrs["data-given"] = self.attachment.filename


class PlaceHeader(Place):
    """A place on the map."""

    kind = "location"
    icon = "place"
    places: ClassVar = {_PARAMETER + path: field for path, field in Place.places.items()}

    def __init__(self, given: Mapping[str, str]) -> None:
        super().__init__(given, prefix=_PREFIX)

    @property
    def shown_by(self) -> str:
        """The field whose value the preview shows."""
        return str(self["name"].auto_id)

    @property
    def told(self) -> str:
        """What the preview shows as long as nothing is filled in."""
        return in_one_line(self.kind, "")

    def parameter(self) -> dict[str, Any]:
        """The place in the platform's shape."""
        self.full_clean()
        return {"type": "location", "location": self.content()}


Header = FileHeader | PlaceHeader


def read_header(kind: str, given: Mapping[str, str]) -> Header | None:
    """The header of this kind as the page sent it; None for one of text, or for none."""
    if kind == "location":
        return PlaceHeader(given)
    return FileHeader(kind, given) if kind in _WANTED else None
