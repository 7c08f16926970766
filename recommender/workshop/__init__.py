"""Where rules are worked on: unsaved texts are checked, and what they change is seen before they are kept."""
