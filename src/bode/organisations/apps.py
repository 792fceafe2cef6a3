from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "bode.organisations"

    def ready(self) -> None:
        from . import personal_data

        personal_data.register()
