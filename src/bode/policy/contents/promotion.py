"""Promotion: advertising for something to buy, or for the municipality itself."""

from __future__ import annotations

import re

from . import grounds
from .signs import Sign, blocks

_PROMOTES = re.compile(
    r"\b(?:koop|bestel|boek|shop|profiteer) (?:nu|snel|vandaag)\b[^.!?]{0,60}"
    r"(?:\bkorting|\baanbieding|\bsale\b)"
    r"|\b(?:mis|grijp) (?:deze|onze|je|uw) (?:aanbieding|korting|kans op korting)"
    r"|\bkortingscode\b"
    r"|\b(?:buy|shop|order|book) (?:now|today)\b[^.!?]{0,60}(?:\bdiscount|% off|\bsale\b)"
    r"|\bdon't miss (?:this|our) (?:discount|sale)\b"
    r"|\b(?:discount|promo) code\b",
    re.IGNORECASE,
)

SIGNS: tuple[Sign, ...] = tuple(blocks(grounds.PROMOTION, _PROMOTES))
