from django.apps import AppConfig


class LicensingConfig(AppConfig):
    name = "bode.licensing"

    def ready(self) -> None:
        from . import personal_data

        personal_data.register()
