"""Live aids: the aids that are open now, from Aides-territoires, a curator's file or a feed, and what is remembered of them."""
