"""Every file this program writes or reads; the only package that knows Excel and csv.

Concepts that live here
-----------------------
write_file    the one writer border (`atomic`): whole or not at all, whatever happens on the way.
cell, field   one value as it stands in a workbook or csv file, and back exactly (`cells`, `csv_cells`).
ledger        the books kept while an export is written: rows, fingerprints, altered values.
proof         the server's signed manifest, which travels in the file and covers values, not bytes.
open_export   the one reader border: any file in, typed rows or UnreadableExport out (`reading`).
LocalRows     an opened sheet as a RowSource, so that one table shows server and file (`local_rows`).

The road out: services.exports -> export_file -> xlsx_file or csv_file -> atomic -> verify.
The road in:  services.reviews -> reading (package_check first) -> verify -> local_rows.
"""
