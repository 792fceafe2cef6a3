"""What `bode dossier …` does. Imports are inside, so that `bode --help` answers at once."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from uuid import UUID


def check(asked: Namespace) -> int:
    """Needs neither settings nor a database."""
    from bode.licensing.dossier.codec import DossierRefused, content_hash, decode
    from bode.licensing.dossier.reasons import why_refused

    try:
        dossier = decode(_read(asked.file))
    except DossierRefused as refused:
        return _refuse(f"{refused.code}: {why_refused(refused)[1]}")
    except OSError as error:
        return _refuse(f"{asked.file}: {error.strerror}.")
    application = dossier.application
    print(f"A sound dossier of {application.municipality.name}, with {application.provider.name}.")
    print(f"As of {dossier.as_of:%Y-%m-%d %H:%M}Z, made with {dossier.made_with}.")
    print(f"SHA-256 of its content: {content_hash(dossier)}")
    return 0


def export(asked: Namespace) -> int:
    from bode.processes.starting import started_beside_demo

    with started_beside_demo("dossier"):
        from bode.licensing.dossier.codec import encode
        from bode.licensing.dossier.gathering import gather
        from bode.licensing.dossier.printing import print_pdf
        from bode.licensing.models import Application
        from bode.organisations.tenancy import every_tenant

        try:
            with every_tenant("an operator names the application"):
                dossier = gather(asked.application)
        except Application.DoesNotExist:
            return _refuse(f"there is no application with the id '{asked.application}'.")
        data = print_pdf(dossier) if asked.pdf else encode(dossier)
        if asked.output is None:
            sys.stdout.buffer.write(data)
        else:
            asked.output.write_bytes(data)
        return 0


def read_in(asked: Namespace) -> int:
    from bode.processes.starting import started_beside_demo

    with started_beside_demo("dossier"):
        from bode.licensing.dossier.codec import DossierRefused
        from bode.licensing.dossier.importing import import_dossier
        from bode.licensing.dossier.reasons import why_refused
        from bode.organisations.actors import Actor
        from bode.organisations.models import Organisation, OrganisationKind
        from bode.organisations.tenancy import scope

        organisation = Organisation.objects.filter(code=asked.organisation).first()
        if organisation is None:
            return _refuse(f"there is no organisation with the code '{asked.organisation}'.")
        actor = Actor(
            organisation_id=organisation.id,
            organisation_kind=OrganisationKind(organisation.kind),
            name="bode dossier import",
            roles=frozenset({"administrator"}),
        )
        try:
            with scope(organisation.id):
                imported = import_dossier(actor, asked.file.name, _read(asked.file))
        except DossierRefused as refused:
            return _refuse(f"{refused.code}: {why_refused(refused)[1]}")
        except OSError as error:
            return _refuse(f"{asked.file}: {error.strerror}.")
        print(f"Imported for {organisation.name}: /licence/dossiers/{imported.id}/")
        return 0


def application_id(text: str) -> UUID:
    return UUID(text)


def _read(file: Path) -> bytes:
    """One byte more than may be is enough to refuse it."""
    from bode.licensing.dossier.codec import MOST_BYTES

    with file.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _refuse(sentence: str) -> int:
    print(f"bode dossier: {sentence}", file=sys.stderr)
    return 1
