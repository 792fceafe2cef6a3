"""The licence: a municipality and its provider apply for it, each making their own steps."""
