"""What Bode is measured by, side by side with others, interleaved in one run: `make bench`.

Absolute figures tell of the machine; the ratios tell of Bode.
"""
