"""What was done, by whom, when; append-only and sealed."""
