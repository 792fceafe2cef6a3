"""The pages: one folder for each screen. Parse, authorise, call one action or query, present.

May import: everything above it; never intake, api or cli.
"""
