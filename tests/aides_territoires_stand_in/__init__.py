"""A stand-in for the Aides-territoires API on loopback.

Its schema, its silent failures, and troubles on demand.
"""
