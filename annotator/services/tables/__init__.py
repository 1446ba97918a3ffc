"""The tables of a project, each as lines of CSV."""
