"""The five creations: who is being created, what they do and report, who leads (五大创建)."""
