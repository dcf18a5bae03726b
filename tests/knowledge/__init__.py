"""The tests of the package knowledge: the data files, what is wrong in them, what is made of them."""
