"""Runs the slow claims in child processes that tests kill: one line in, one sweep out.

Each line on stdin is the path of a store. The sweep runs in a fork, so that fifty of them do not
pay for fifty imports; its process id is answered, then one dot for each block that is
recorded, "!" when it is finished, "|" when it is over.
"""

import os
import sys

from netbounds.validation import sweep
from netbounds.validation.progress import Silent
from support.synthetic import SLOW


class Dots(Silent):
    def advance(self, blocks, seconds_left):
        os.write(1, b"." * blocks)


def main():
    workers = int(sys.argv[1])
    os.write(1, b"ready\n")
    for line in sys.stdin:
        child = os.fork() if workers == 1 else 0
        if child == 0:
            os.write(1, f"{os.getpid()}\n".encode())
            sweep({"synthetic": SLOW}, store=line.strip(), workers=workers, progress=Dots())
            os.write(1, b"!")
            os._exit(0)
        os.waitpid(child, 0)
        os.write(1, b"|")  # killed or not, the run is over


if __name__ == "__main__":
    main()
