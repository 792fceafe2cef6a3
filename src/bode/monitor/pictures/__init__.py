"""The monitor's pictures as SVG, drawn from figures alone.

A page forbids styles within it, so all looks stand in attributes; that is also how a downloaded
picture keeps them.
"""
