"""Money that members give: promised by them, received by a keeper."""
