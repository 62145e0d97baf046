"""What is done with regions and organisations."""
