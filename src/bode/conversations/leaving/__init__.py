"""Leaving for another product: everything of a municipality in open formats, in one file.

`exports` asks for it and keeps it for a week, `packing` makes it, `rows` says what stands in it.
"""
