"""Tests of the conversation and its channels."""
