"""Tells whoever runs the server what it does: a log line for each request, figures for Prometheus."""

from influencer_roi.monitoring.answers import Answer, Monitor, log, monitor_of, note, watch

__all__ = ["Answer", "Monitor", "log", "monitor_of", "note", "watch"]
