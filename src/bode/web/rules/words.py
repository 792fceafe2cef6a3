"""What routes are called on the pages of the rules."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from bode.policy import Route

ROUTE_NAMES = {
    Route.BSP: gettext_lazy("Via een BSP"),
    Route.ISV: gettext_lazy("Via een ISV"),
    Route.BUSINESS_APP: gettext_lazy("Business-app"),
    Route.PRIVATE_APP: gettext_lazy("Gewone app"),
}
