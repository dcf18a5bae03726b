"""Tests, in the shape of the code."""
