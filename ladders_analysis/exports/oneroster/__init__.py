"""OneRoster bundles: users become pupils, results stay results, tied results judgements."""
