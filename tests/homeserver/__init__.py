"""A real Matrix server on this machine for the tests.

Synapse, with the room rules of Tchap, and people who use it.

installed   where Synapse is, and how it comes there
server      the server: its settings, its life, its accounts
person      someone with a client: rooms, messages, files, keys
fixtures    both for pytest"""
