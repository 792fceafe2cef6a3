from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "bode.organisations"

    def ready(self) -> None:
        from . import deeds, personal_data

        deeds.register()
        personal_data.register()
