"""One function for each verb of the user. The window and the command line both call these."""
