"""Parts of the correction page: numbered parts, GSTIN boxes, the check of a value, documents."""
