"""Whether the rules do what their authors say."""
