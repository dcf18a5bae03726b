"""The conversation itself, pure.

What was said and what is remembered in, what to answer and what to remember out.
"""
