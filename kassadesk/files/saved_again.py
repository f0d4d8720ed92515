"""Whether a workbook was saved again by another program after this one made it.

It changes no verdict, for values are signed and not bytes; it only tells a person who wonders why
the file looks different. We write the sheets with rows first of all parts and keep every text in its
cell; no program known to us (Excel, LibreOffice, Google Sheets, openpyxl) does either the same way.
"""

from __future__ import annotations

from kassadesk.files.guarded_zip import GuardedZip


def saved_by_another(package: GuardedZip) -> bool:
    """True when the package is not laid out as this program lays it out."""
    names = [name.lower() for name in package.names]
    shared = any(name.endswith("sharedstrings.xml") for name in names)
    return shared or not names[0].startswith("xl/worksheets/")
