from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "bode.rulebook"

    def ready(self) -> None:
        from . import deeds, personal_data

        deeds.register()
        personal_data.register()
