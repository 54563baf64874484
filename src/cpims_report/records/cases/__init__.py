"""What each case has: concerns, care, milestones, and the rows of its subforms."""
