"""Says how things look: frame, filter bar, components, figures, theme."""
