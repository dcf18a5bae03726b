"""The web page, asked as a browser asks it."""
