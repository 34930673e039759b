"""What every part of the REST API shares: who asks, what an error looks like."""
