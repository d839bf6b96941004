"""What the renderer adds to Python-Markdown, from formulas to the titles of pages."""
