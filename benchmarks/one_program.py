"""Run one program and print what it cost: python one_program.py COMMAND [ARGUMENT …].

A process of its own, because a system counts the memory of the parent at the start to that of the child.
"""

import json
import os
import subprocess
import sys
import time

begun = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
said = process.stderr.read().decode("utf-8", "replace") if process.stderr else ""
# not Popen.wait: only wait4 tells what this one process used
_, status, used = os.wait4(process.pid, 0)
cost = {
    "wall": time.perf_counter() - begun,
    "processor": used.ru_utime + used.ru_stime,
    "memory": used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6,
    "exit_code": os.waitstatus_to_exitcode(status),
    "said": said[-2000:],
}
print(json.dumps(cost))
