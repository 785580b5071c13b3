"""The rules as data: found, read and chosen here. What a rule does in code lives in `checks`."""
