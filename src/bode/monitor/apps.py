from django.apps import AppConfig


class MonitorConfig(AppConfig):
    name = "bode.monitor"

    def ready(self) -> None:
        from . import personal_data

        personal_data.register()
