"""What a site answers, to whom, how often and at what cost; what it says where it does not."""
