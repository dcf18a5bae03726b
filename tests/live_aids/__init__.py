"""Tests of the live aids: their sources, their memory and what moves them."""
