"""The versions of the rules that VNG publishes, after the ones that come with Bode.

A version is drafted, compared with the one before, and published from a day on; then it never
changes, which PostgreSQL holds too. Whoever asks the rules takes all versions from `queries`.

May import: organisations, policy and what they may.
"""
