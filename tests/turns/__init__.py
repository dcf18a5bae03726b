"""Turns of conversation that measure what is said next.

They teach nothing, and no rule stands for one of them.
"""
