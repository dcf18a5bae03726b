"""Live aids: the aids that are open now, and what is remembered of them.

They come from Aides-territoires, a curator's file or a feed.
"""
