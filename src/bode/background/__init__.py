"""Work behind the pages: the only room that knows the job library (Procrastinate), and whether
workers work.

May import: basics.
"""
