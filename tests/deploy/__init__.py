"""What of deploy/ can be checked without a container engine.

Quick tests, and slow programs that `make deploy-check` runs.
"""
