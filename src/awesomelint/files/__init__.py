"""Files at the edge of the program: finding lists, reading them, and replacing them in one step. Nothing here parses."""
