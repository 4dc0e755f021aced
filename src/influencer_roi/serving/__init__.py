"""Serves by gunicorn's processes and waitress's sockets: nobody who is silent or slow keeps others waiting."""
