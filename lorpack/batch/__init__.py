"""Many packets: which need building, in how many processes, and what became of each."""
