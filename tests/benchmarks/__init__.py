"""The matcher and its peers on the same documents, quality and latency side by side.

It is run by `make bench`.
"""
