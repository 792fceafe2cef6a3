"""The addresses of reports, the wallboard and service levels."""

from __future__ import annotations

from django.urls import path

from . import board, levels, pages

reports_urls = [
    path("reports/", pages.reports, name="reports"),
    path("reports/due/", board.due_soon, name="due_soon"),
    path("reports/<slug:figure>.csv", pages.download, name="report_download"),
    path("wallboard/", board.wallboard, name="wallboard"),
    path("wallboard/now/", board.wallboard_now, name="wallboard_now"),
    path("settings/service-levels/", levels.levels, name="levels"),
    path("settings/service-levels/all/", levels.usual_level, name="usual_level"),
    path("settings/service-levels/<uuid:team_id>/", levels.team_level, name="team_level"),
]
