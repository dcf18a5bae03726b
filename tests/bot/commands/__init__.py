"""Tests of the groups of commands."""
