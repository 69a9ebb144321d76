"""Files that people hand in: read with limits on size and kind, refused in words, never half taken in."""
