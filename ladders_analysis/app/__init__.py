"""The explorer as an app: one page, served to this computer only, by `ladders explore --app`."""
