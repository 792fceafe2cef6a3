"""The addresses of the rules."""

from __future__ import annotations

from django.urls import path

from . import trial, views

_HERE = "settings/automation/"

automation_urls = [
    path(_HERE, views.automation, name="automation"),
    path(f"{_HERE}trial/", trial.trial, name="automation_trial"),
    path(f"{_HERE}<slug:kind>/", views.rule, name="automation_rule"),
    path(f"{_HERE}<slug:kind>/switch/", views.switch, name="switch_rule"),
    path(f"{_HERE}<slug:kind>/follow/", views.follow, name="follow_rule"),
]
