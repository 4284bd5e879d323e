"""What becomes of searches and builds when nodes, disks, queues and processes fail."""
