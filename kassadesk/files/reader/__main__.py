"""`python -m kassadesk.files.reader`: the reading process, started by `reading` and by nobody else."""

from __future__ import annotations

import sys

from kassadesk.files.reader.child import main

sys.exit(main())
