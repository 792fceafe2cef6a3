from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "bode.intake"

    def ready(self) -> None:
        from . import personal_data

        personal_data.register()
