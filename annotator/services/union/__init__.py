"""Two projects into one: what colleagues' files hold and ours does not, row by row."""
