"""influencer-roi: four files in, one honest dashboard out.

The house, from the roof down; imports only go down, and import-linter holds it:

    cli · app · api       serve, check, query, build, sample · the web application · load() for notebooks
    callbacks · downloads pages connected to Dash · rows as files
    live                  the newest good snapshot: built, taken over, announced
    answers               what went out before, kept
    pages                 what is shown where; a file or a folder a page
    ui                    how it looks: frame, filter bar, components, figures, theme
    queries               the questions pages ask of the ledger
    filters · metrics     the selection as a value · what is measured, in which unit
    data · settings       files become the ledger · the environment, read once
"""
