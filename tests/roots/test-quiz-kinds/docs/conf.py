project = "Kinds"
author = copyright = "Nobody"
version = "1"
extensions = ["quizbank"]
html_theme = "basic"
