"""The side panels: articles on the left; inspector and list of annotations on the right."""
