"""The project file. The only place that knows SQL; everything else asks `storage.project.Project`."""
