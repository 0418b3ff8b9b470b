"""What was found, told in each format: on a terminal, as JSON, SARIF, workflow commands, or comments in Word."""
