"""Whether the addresses printed in the collection still lead somewhere.

What is asked, what was seen, what to do.
"""
