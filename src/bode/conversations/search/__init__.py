"""Finding what was said, and with whom: words, their stems and beginnings, in Dutch.

PostgreSQL keeps the words (`keeping`), what someone types is read (`wanting`) and answered
(`finding`), and what was asked for is marked in it (`marking`).
"""
