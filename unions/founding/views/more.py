"""All sections of the union on one page, for phones."""

from django.http import HttpResponse
from django.shortcuts import render

from unions.gate import gate
from unions.standing import MemberRequest


@gate()
def index(request: MemberRequest, union: str) -> HttpResponse:
    """List what the rail of a wide screen lists."""
    return render(request, "unions/founding/more/index.html")
