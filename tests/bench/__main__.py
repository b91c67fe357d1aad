"""``make bench``: everything that is measured."""

from tests.bench.quizbank import main

main()
