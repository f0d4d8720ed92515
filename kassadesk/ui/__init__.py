"""The window: words, looks and pages over the view-models; it holds no state of the shop.

Road of a sight: a view-model sends `changed`, the page reads its values, asks the Lens for text and
`ui.texts` for words, and fills widgets of the kit (`ui.widgets`). Road of a deed: a widget tells the
page, the page calls a command of its view-model; what comes back is `changed` or a Notice.

Concepts
--------
Looks     colours by meaning, icons by name, fonts by role; swaps themes while running (`looks`).
Texts     every word the person reads that is not data, made when shown (`texts`, `words/`).
Kit       controls in all their states (`widgets/`); pages never use bare Qt controls.
Page      one file each in `pages/`, made when first shown by `main_window`.
Shell     navigation, header, banners, keyboard map (`main_window`).
"""
