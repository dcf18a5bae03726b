"""Whether the addresses printed in the collection still lead somewhere.

Its modules part what is asked, what was seen and what to do.
"""
