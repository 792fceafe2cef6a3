from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "bode.conversations"

    def ready(self) -> None:
        from bode.licensing import numbers
        from bode.organisations import leaving

        from . import (
            afterwards,
            asking,
            assigning,
            deeds,
            jobs,
            licence_stops,
            personal_data,
            settlement,
            template_stops,
        )

        deeds.register()
        personal_data.register()
        afterwards.listen(asking.find_asked)
        settlement.listen()
        template_stops.listen()
        licence_stops.listen()
        numbers.listen(jobs.fetch_waiting_soon)
        leaving.listen(assigning.release_all)
