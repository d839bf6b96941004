"""What the renderer adds to Python-Markdown: formulas as MathML, tables as classes."""
