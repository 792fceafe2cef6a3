"""What each room registers about personal data, and the encryption of secrets at rest.

It sits low: rooms register with it, so it imports none of them.

May import: basics, background.
"""
