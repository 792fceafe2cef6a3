"""Municipalities, providers (BSPs) and VNG; their people, roles and tokens; and tenancy.

Every query on a tenant's rows runs inside `tenancy.scope(organisation)`, which PostgreSQL
itself enforces by row-level security: outside a scope such tables look empty.

May import: basics, background, privacy.
"""
