"""Feeds and curators' files as the world makes them, damaged in every way met.

What is kept of each, and what is said.
"""
