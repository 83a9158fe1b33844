"""What the Department for Education gives a school: transfer files and extracts of results."""
