"""The tests of the package knowledge.

They are about the data files, what is wrong in them, and what is made of them.
"""
