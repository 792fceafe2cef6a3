"""The nation's picture: which municipality uses WhatsApp by which route, when, and by what source.

What several sources claim is all kept; `claims.precedence` alone says which one is shown. What
nobody claims is unknown, and shown so.

May import: basics, policy, background, privacy, organisations, licensing.
"""
