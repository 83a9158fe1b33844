"""What a reader explores: a selection, and the view of the school that it gives.

Nothing here draws or listens. A selection is what was chosen; a view is what stands on the page for
it: sentence, picture, table, and the pupils behind any part of the picture. Both are plain records,
so that the page in the browser, a test and a line of code speak of the same thing.
"""
