"""The REST API of Bode, version 1.

May import: everything above it; never intake, web or cli.
"""
