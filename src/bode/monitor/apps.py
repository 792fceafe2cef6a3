from django.apps import AppConfig


class MonitorConfig(AppConfig):
    name = "bode.monitor"

    def ready(self) -> None:
        from . import deeds, personal_data

        deeds.register()
        personal_data.register()
