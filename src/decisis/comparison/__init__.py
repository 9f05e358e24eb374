"""Holdings held against each other: what one implies, where two collide, and how one feeds another."""
