"""What Tambour knows: the collection as data files, and the code that reads and checks them."""
