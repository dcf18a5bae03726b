"""What people say, by its kinds: the place, the card or the guide that is right, what must be told."""
