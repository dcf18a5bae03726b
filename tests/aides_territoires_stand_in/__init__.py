"""A stand-in for the Aides-territoires API on loopback.

It has its schema, its silent failures, and troubles on demand.
"""
