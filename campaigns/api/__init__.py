"""The five creations for clients."""
