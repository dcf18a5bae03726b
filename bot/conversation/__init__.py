"""The conversation itself, pure.

What was said and what is remembered go in, what to answer and what to remember come out.
"""
