"""How the page looks: system fonts, one accent colour, Gradio's light and dark modes following the system."""

from __future__ import annotations

from importlib.resources import files

import gradio as gr

__all__ = ["asset", "page_css", "page_theme"]

_FONT = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "Arial", "sans-serif"]
_MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "Liberation Mono", "monospace"]

# Style sheets of `static`, in the order in which they follow each other.
_SHEETS = (
    "page.css",
    "person.css",
    "sources.css",
    "chat.css",
    "evaluation.css",
    "documents.css",
    "conflicts.css",
    "export.css",
    "print.css",
)

# The two schemes, light then dark. Every pair of text and ground among them has a contrast of at least 4.5 to 1
# (WCAG 2.2, criterion 1.4.3); tests/ui/test_theme.py computes it.
COLOURS: dict[str, tuple[str, str]] = {
    "ground": ("#f7f7f5", "#14181b"),
    "surface": ("#ffffff", "#1c2226"),
    "sunken": ("#f0f1ee", "#2a3238"),
    "line": ("#dcdedb", "#343d43"),
    "text": ("#1d2529", "#e6eaec"),
    "quiet": ("#566167", "#a3b0b7"),
    "accent": ("#1f4d63", "#8cc4de"),
    "on-accent": ("#ffffff", "#10222b"),
    "mark": ("#ffe9a3", "#5c4a12"),
    "on-mark": ("#2a2208", "#fff3c9"),
    "problem": ("#8a2f1d", "#f3a896"),
    "caution": ("#fdf3e3", "#2c2518"),
    "caution-line": ("#d9a441", "#a87b26"),
}


def asset(name: str) -> str:
    """Return a text file that ships with the page."""
    return files("ui").joinpath("static", name).read_text(encoding="utf-8")


def page_css() -> str:
    """Return the page's own style sheet: the colours as ``--ws-*`` properties, then those of ``static``."""
    light = "".join(f"--ws-{name}:{pair[0]};" for name, pair in COLOURS.items())
    dark = "".join(f"--ws-{name}:{pair[1]};" for name, pair in COLOURS.items())
    sheets = "\n".join(asset(name) for name in _SHEETS)
    return f":root{{{light}}}\n.dark{{{dark}}}\n{sheets}"


def page_theme() -> gr.themes.Base:
    """Return a theme that names fonts of the system only, so that none is ever fetched."""
    theme = gr.themes.Base(primary_hue="slate", neutral_hue="slate", radius_size="md", font=_FONT, font_mono=_MONO)
    # The ground and the text stand as literal colours: the start page uses them before any style sheet has arrived.
    settings = {
        "body_background_fill": COLOURS["ground"][0],
        "body_background_fill_dark": COLOURS["ground"][1],
        "body_text_color": COLOURS["text"][0],
        "body_text_color_dark": COLOURS["text"][1],
    }
    for name, colour in {
        "body_text_color_subdued": "quiet",
        "background_fill_primary": "surface",
        "background_fill_secondary": "sunken",
        "block_background_fill": "surface",
        "block_border_color": "line",
        "block_label_text_color": "quiet",
        "block_title_text_color": "quiet",
        "border_color_primary": "line",
        "border_color_accent": "accent",
        "input_background_fill": "surface",
        "input_border_color": "line",
        "input_border_color_focus": "accent",
        "input_placeholder_color": "quiet",
        "link_text_color": "accent",
        "link_text_color_hover": "accent",
        "link_text_color_visited": "accent",
        "button_primary_background_fill": "accent",
        "button_primary_background_fill_hover": "accent",
        "button_primary_text_color": "on-accent",
        "button_secondary_background_fill": "surface",
        "button_secondary_background_fill_hover": "sunken",
        "button_secondary_border_color": "line",
        "button_secondary_text_color": "text",
        "checkbox_background_color_selected": "accent",
        "checkbox_border_color_selected": "accent",
        "checkbox_border_color": "quiet",
        "checkbox_label_background_fill": "surface",
        "checkbox_label_background_fill_hover": "sunken",
        "checkbox_label_background_fill_selected": "surface",
        "checkbox_label_text_color": "text",
        "checkbox_label_text_color_selected": "text",
    }.items():
        settings[name] = settings[f"{name}_dark"] = f"var(--ws-{colour})"
    return theme.set(**settings)
