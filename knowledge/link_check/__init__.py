"""Whether the addresses printed in the collection still lead somewhere: what is asked, what was seen, what to do."""
