"""What the user writes: YAML with positions, checked into frozen, typed objects."""
