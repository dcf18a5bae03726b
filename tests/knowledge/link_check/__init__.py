"""The tests of link_check: what is seen of addresses, and what to do about it."""
