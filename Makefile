.PHONY: setup browser demo test test-all lint docs clean

setup:
	@sh scripts/setup.sh

browser:
	@sh scripts/browser.sh

demo: setup
	@sh scripts/demo.sh

test: setup browser
	.venv/bin/python -m pytest -n 2 -m "not slow"

test-all: setup browser
	.venv/bin/python -m pytest -n 2 --hypothesis-profile fresh

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

clean:
	rm -rf .venv build dist out
