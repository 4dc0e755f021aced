"""Serves by gunicorn's processes and waitress's sockets: who is silent or slow keeps nobody waiting."""
