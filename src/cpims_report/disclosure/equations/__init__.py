"""From the catalogue and exact tables to cells and the equations among them."""
