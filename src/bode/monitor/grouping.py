"""What the groups of shares are called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.policy import PURPOSES

from .figures import Group
from .towns import Size, size_name

TITLES: Mapping[Group, str] = MappingProxyType(
    {
        Group.PROVINCE: gettext_noop("Per provincie"),
        Group.SIZE: gettext_noop("Per grootte"),
        Group.PROVIDER: gettext_noop("Per BSP"),
        Group.PURPOSE: gettext_noop("Per doel"),
    }
)


def group_title(group: Group) -> str:
    """By what shares are told, in the page's language."""
    return _(TITLES[group])


def key_name(group: Group, key: str) -> str:
    """What one group is called; those of no group have a name too."""
    if not key:
        return _("niet bekend of geen")
    if group is Group.SIZE:
        return size_name(Size(key))
    return purpose_name(key) if group is Group.PURPOSE else key


def purpose_name(code: str) -> str:
    """What a purpose is called, in the page's language."""
    purpose = PURPOSES[code]
    is_english = (translation.get_language() or "").startswith("en")
    return purpose.name_en if is_english else purpose.name_nl
