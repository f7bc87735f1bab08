"""What has been kept: works with no network and no scraper."""
