"""Row-level security for a table, as a migration operation."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.migrations import RunSQL

_MUNICIPALITY = ("municipality_id",)
_EVERYONE = "(SELECT bode_every_tenant())"

FUNCTIONS = RunSQL(
    """
    CREATE FUNCTION bode_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
      $$ SELECT nullif(nullif(current_setting('bode.tenant', true), ''), '*')::uuid $$;
    CREATE FUNCTION bode_every_tenant() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
      $$ SELECT coalesce(current_setting('bode.tenant', true), '') = '*' $$;
    """,
    "DROP FUNCTION bode_tenant(); DROP FUNCTION bode_every_tenant();",
)


def enforce(table: str, *owners: str) -> RunSQL:
    """Show rows only to the organisations named in the `owners` columns.

    FORCE makes it hold for the table's owner too. The sub-selects let PostgreSQL ask the
    functions once for a statement instead of once for a row.
    """
    return RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY tenant ON {table} USING ({_mine(owners or _MUNICIPALITY)});
        """,
        f"""
        DROP POLICY tenant ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def share(table: str, *owners: str) -> RunSQL:
    """Show rows, which until now were the municipality's alone, to all of these owners."""
    return RunSQL(
        f"ALTER POLICY tenant ON {table} USING ({_mine(owners)})",
        f"ALTER POLICY tenant ON {table} USING ({_mine(_MUNICIPALITY)})",
    )


def narrow(table: str, condition: str) -> RunSQL:
    """Show of each tenant's rows only those for which a condition holds.

    PostgreSQL looks at nothing else before it knows whose a row is, unless a function can't tell
    what it saw; so no index serves a search in a table with row security, but that of the policy.
    """
    return RunSQL(
        f"ALTER POLICY tenant ON {table} USING (({_mine(_MUNICIPALITY)}) AND {condition})",
        f"ALTER POLICY tenant ON {table} USING ({_mine(_MUNICIPALITY)})",
    )


def hide_drills(table: str, *owners: str) -> RunSQL:
    """Keep what belongs to drills from whoever serves every tenant: only the drill itself sees it.

    So an ordinary worker can't send for a drill, nor a job, a count or a public page tell of one.
    """
    owners = owners or _MUNICIPALITY
    real = f"({_EVERYONE} AND NOT bode_is_drill(municipality_id))"
    return RunSQL(
        f"ALTER POLICY tenant ON {table} USING ({_mine(owners, besides=real)})",
        f"ALTER POLICY tenant ON {table} USING ({_mine(owners)})",
    )


def _mine(owners: Sequence[str], *, besides: str = _EVERYONE) -> str:
    mine = " OR ".join(f"{column} = (SELECT bode_tenant())" for column in owners)
    return f"{besides} OR {mine}"
