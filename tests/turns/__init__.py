"""Turns of conversation that measure what is said next: they teach nothing, and no rule stands for one of them."""
