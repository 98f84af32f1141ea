"""Scores texts by what others publish on PyPI and runs offline: is-it-slop and lmscan. One JSON text a line in, {"peer": name or null} out, in order.

A last line names the versions. What is not installed, or cannot be loaded, is left out and said on standard error.
"""

import json
import sys
from importlib.metadata import version

peers = {}
try:
    import is_it_slop

    peers["is-it-slop"] = lambda text: is_it_slop.predict(text).ai_probability
except Exception as error:  # a missing package, or a library of the system that is too old
    print(f"is-it-slop: {error}", file=sys.stderr)
try:
    import lmscan

    peers["lmscan"] = lambda text: lmscan.scan(text).ai_probability
except Exception as error:
    print(f"lmscan: {error}", file=sys.stderr)

for line in sys.stdin:
    text = json.loads(line)
    print(json.dumps({name: score(text) for name, score in peers.items()}), flush=True)
print(json.dumps({name: version(name) for name in peers}))
