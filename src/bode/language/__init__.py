"""What a text is like: its language, how hard it is to read, what in it is private or urgent. Pure.

May import: basics.
"""
