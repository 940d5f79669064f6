"""What a union tells of a period: counted sums behind which enough people stand."""
