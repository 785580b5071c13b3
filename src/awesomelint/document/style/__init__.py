"""How a list is written: brackets, markup, order, numbering, and the conventions that its entries share."""
