"""The screen on which administrators write templates, in Dutch and English side by side."""
