"""The union's home page."""

from django.http import HttpResponse
from django.shortcuts import render

from unions.gate import gate
from unions.standing import MemberRequest


@gate()
def show(request: MemberRequest, union: str) -> HttpResponse:
    """What this union looks like today."""
    return render(request, "unions/founding/home/show.html")
