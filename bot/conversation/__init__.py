"""The conversation itself, pure: what was said and what is remembered in, what to answer and what to remember out."""
