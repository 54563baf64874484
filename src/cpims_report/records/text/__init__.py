"""Words as people write them: normal forms, distinct words, and who they may name."""
