"""What is started: web, worker, simulator, demo.

May import: everything; imported by nobody.
"""
