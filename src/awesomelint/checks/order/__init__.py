"""ORD: whether entries are where the order of their section puts them."""
