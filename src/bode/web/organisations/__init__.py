"""What VNG keeps up: municipalities and their mergers, and BSPs; and a BSP's own contact."""
