from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "bode.api"

    def ready(self) -> None:
        from . import personal_data

        personal_data.register()
