"""What the reader takes away: HTML, DOCX, XLSX, CSV, JSON and the terminal."""
