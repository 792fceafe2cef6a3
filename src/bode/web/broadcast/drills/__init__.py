"""Exercising a crisis: beginning a drill, going into it, and its report."""
