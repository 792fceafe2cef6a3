from django.apps import AppConfig


class LicensingConfig(AppConfig):
    name = "bode.licensing"

    def ready(self) -> None:
        from . import deeds, personal_data

        deeds.register()
        personal_data.register()
