"""Every file this program writes or reads, but the outbox's; the only package that knows Excel and csv.

Concepts that live here
-----------------------
write_file    the one writer border (`atomic`): whole or not at all, whatever happens on the way.
cell, field   one value as it stands in a workbook or csv file, and back exactly (`cells`, `csv_cells`).
xml_cells     the one encoder of workbook cells; `row_sheet` streams rows of it into the package.
ledger        the books kept while an export is written: rows, fingerprints, sums, altered values.
spool         proven pages of a running export, so that an interrupted one can go on.
consent_file  a consent receipt as JSON-LD, every byte of it from the signed record (`consent_linked`).
proof         the server's signed manifest, which travels in the file and covers values, not bytes.
open_export   the one reader border: any file in, typed rows or UnreadableExport out (`reading`).
reader        a process of its own in which foreign files are opened, with few powers (`reader`).
GuardedZip    a package from anywhere: every byte counted while it is inflated (`guarded_zip`).
SheetLane     rows of a worksheet, quickly where they are usual, else by parser (`sheet_lane`).
policy_shelf  policy texts from first sight on; visits_file: when each shop was last looked at.
LocalRows     an opened sheet as a RowSource, so that one table shows server and file (`local_rows`).

The road out: services.exports -> export_file -> xlsx_file or csv_file -> atomic -> read_back.
The road in:  services.reviews -> reader -> [own process: reading -> verify, local_table] -> local_rows.
"""
