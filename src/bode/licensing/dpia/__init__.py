"""The data protection impact assessment (DPIA) of an application.

A municipality uploads the one that it has, or makes one here by answering questions. Then its
privacy officer advises, and the municipality completes it.
"""
