"""How the web server runs, here and in the image (gunicorn reads this module).

Threads, because an upload waits for the sender most of the time. Received files go
straight through the application's own upload handler; gunicorn buffers none.
"""

import os

wsgi_app = "courseops.wsgi:application"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
# Gunicorn's "gthread", which also notes when a request came in.
worker_class = "courseops.serve.threads.ArrivalWorker"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
# One import for all workers, and an error in it ends the start at once.
preload_app = True
# The heartbeat of a worker must not wait for a disk.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
timeout = 60
graceful_timeout = 25
keepalive = 5
# It would lie in the home folder, where two sites of one user would share it.
control_socket_disable = True
accesslog = None
errorlog = "-"
