"""The only room that knows the job library (Procrastinate).

May import: basics.
"""
