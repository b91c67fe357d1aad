"""A page with a question of every kind, a second bank, and the practice page."""

extensions = ["quizbank"]
project = "Questions on the web"
html_theme = "furo"
html_copy_source = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#1d4063", "color-brand-content": "#1d5486"},
    "dark_css_variables": {"color-brand-primary": "#9ec5ea", "color-brand-content": "#8fbce6"},
}
exclude_patterns = ["exercises"]
quizbank_path = "exercises"
