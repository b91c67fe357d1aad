project = "Practice"
author = copyright = "Nobody"
version = "1"
extensions = ["quizbank"]
html_theme = "basic"
numfig = True
