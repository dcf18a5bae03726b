"""The screens of the conversation, one file each: from what is known to a reply."""
