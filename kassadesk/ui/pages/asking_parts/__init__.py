"""Parts of the small forms: a copy, a complaint, a nominee, a report of a minor's data, and sending."""
