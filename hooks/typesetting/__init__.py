"""What the renderer adds to Python-Markdown: formulas, tables, figures, code."""
