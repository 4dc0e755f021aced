"""influencer-roi: four files in, one honest dashboard out.

The house, from the roof down; imports only go down, and import-linter holds it. What each
floor does stands in docs/how-it-works.md, and at the head of each.

    cli · gunicorn_settings
    serving
    app · api
    monitoring
    uploads
    callbacks · downloads · live · bundle
    access
    response_cache
    pages
    ui
    queries · periods
    orders
    filters · metrics
    store
    ledger
    intake
    model
    settings · sample · shared_file · threads
"""
