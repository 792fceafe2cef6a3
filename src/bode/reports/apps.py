from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "bode.reports"

    def ready(self) -> None:
        from . import deeds, jobs  # noqa: F401 - jobs are found here

        deeds.register()
