"""What of deploy/ can be checked without a container engine.

There are quick tests, and slow programs that `make deploy-check` runs.
"""
