"""influencer-roi: four files in, one honest dashboard out.

The house, from the roof down; imports only go down, and import-linter holds it:

    cli · app · api       serve, check, query, build, sample · the web application · load() for notebooks
    callbacks · downloads pages connected to Dash · rows as files
    live                  the newest good snapshot: built, taken over, announced
    response_cache        what went out before, kept
    pages                 what is shown where; a file or a folder a page
    ui                    how it looks: frame, filter bar, components, figures, theme
    queries               the questions pages ask of the ledger
    orders                order rows one by one, wherever they lie
    filters · metrics     the selection as a value · what is measured, in which unit
    store                 a built ledger on disk: written, verified, mapped
    ledger                typed rows become entries: credit, shares, spend, cubes
    intake                bytes become typed rows, or reasons why not
    model                 the words every floor uses: schema, dimensions, names, report
    settings · threads    the environment, read once · two things at a time
"""
