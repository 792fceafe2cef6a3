"""How a drill is kept apart: in its own organisation, of which every key says that it is a drill's.

The constraints that hold it need nothing but the row itself, and say it in these three ways. Their
functions are made by a migration, beside those of row security.
"""

from __future__ import annotations

from uuid import UUID

from django.db.migrations import RunSQL
from django.db.models import BooleanField, Func

from bode.basics import INVENTED

INVENTED_MAIL = "@oefening.invalid"
"""How the mail addresses of invented people end: `invalid` is kept free for what leads nowhere."""
CODE = "drill-"
"""How the code of a drill's organisation begins. It is also its own provider's."""


class IsDrill(Func):
    """Whether this key is of what exists in a drill alone."""

    function = "bode_is_drill"
    output_field = BooleanField()
    arity = 1


class SameWorld(Func):
    """Whether these two keys are both of a drill, or neither of them."""

    function = "bode_same_world"
    output_field = BooleanField()
    arity = 2


class InItsWorld(Func):
    """Whether an address may be reached for this municipality: in a drill invented people alone,
    and those by nobody else."""

    function = "bode_in_its_world"
    output_field = BooleanField()
    arity = 2


FUNCTIONS = RunSQL(
    f"""
    CREATE FUNCTION bode_is_drill(id uuid) RETURNS boolean
      LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT get_byte(uuid_send(id), 6) >> 4 = 8 $$;
    CREATE FUNCTION bode_same_world(one uuid, other uuid) RETURNS boolean
      LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT (get_byte(uuid_send(one), 6) >> 4 = 8)
                = (get_byte(uuid_send(other), 6) >> 4 = 8) $$;
    CREATE FUNCTION bode_in_its_world(owner uuid, address text) RETURNS boolean
      LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT (get_byte(uuid_send(owner), 6) >> 4 = 8)
                = (starts_with(address, '{INVENTED}') AND length(address) = 15) $$;
    """,
    """
    DROP FUNCTION bode_in_its_world(uuid, text);
    DROP FUNCTION bode_same_world(uuid, uuid);
    DROP FUNCTION bode_is_drill(uuid);
    """,
)


def code_of(organisation_id: UUID) -> str:
    """The code of the organisation of a drill, in addresses and lists."""
    return f"{CODE}{organisation_id.hex}"
