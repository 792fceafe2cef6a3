from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "bode.desk"

    def ready(self) -> None:
        from . import personal_data

        personal_data.register()
