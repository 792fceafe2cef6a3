"""The dossier of an application: everything about it in one file, for people and for programs.

`structs` and `codec` are pure: what a dossier holds, and the one way in which it is written down.
`gathering` reads it from the database, `importing` keeps one that another Bode made, and
`printing` sets it as an accessible PDF.
"""
