"""Faults."""
from __future__ import annotations
from django.http import HttpResponse
def checks(request): return HttpResponse("")
