"""Feeds and curators' files as the world makes them, damaged in every way met.

Beside each is what is kept of it, and what is said.
"""
