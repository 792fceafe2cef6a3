"""Each form says for which organisation its page was made, beside the token against forgery."""

from __future__ import annotations

from django import template
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bode.web.worlds import MADE_FOR

register = template.Library()


class FormNode(CsrfTokenNode):
    """Django's token, and beside it the organisation, on pages of who acts for one."""

    def render(self, context: Context) -> SafeString:
        token = SafeString(super().render(context))
        actor = getattr(getattr(context, "request", None), "actor", None)
        if actor is None:
            return token
        made_for = '{}<input type="hidden" name="{}" value="{}">'
        return format_html(made_for, token, MADE_FOR, actor.organisation_id)


@register.tag
def csrf_token(parser: Parser, token: Token) -> FormNode:  # noqa: ARG001 - as Django calls it
    """In the place of Django's tag of this name."""
    return FormNode()
