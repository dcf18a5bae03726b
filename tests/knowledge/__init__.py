"""The tests of the package knowledge.

The data files, what is wrong in them, what is made of them.
"""
