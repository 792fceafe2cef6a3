"""The register of personal data, the encryption of secrets at rest, and the audit trail.

It sits low: rooms register with it, so it imports none of them.

May import: basics, background.
"""
