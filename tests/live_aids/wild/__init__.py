"""Feeds and curators' files as the world makes them, damaged in every way met: what is kept of each, and what is said."""
