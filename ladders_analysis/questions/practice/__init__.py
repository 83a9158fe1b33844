"""Whether assessment itself is sound: what was never taught or judged, and where to look."""
