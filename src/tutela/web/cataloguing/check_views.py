"""The faults of all records, by kind, and checking those that need it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tutela.web.cataloguing import faults
from tutela.web.cataloguing.framing import at_desk
from tutela.web.cataloguing.rights import is_librarian
from tutela.web.library.staff import StaffRequest, library_staff

_SHOWN = 25


@require_http_methods(["GET", "HEAD", "POST"])
@library_staff()
def checks(request: StaffRequest) -> HttpResponse:
    """Records with faults; ``code`` keeps to one kind. POST checks: "check" what changed, "all" everything anew."""
    if request.method == "POST":
        if request.POST.get("do") == "all" and is_librarian(request.staff):
            faults.forget_all()
        _tell(request, faults.check_some())
        return redirect("cataloguing:checks")
    kinds = faults.kinds()
    asked = request.GET.get("code", "")
    code = asked if any(one.code == asked for one in kinds) else ""
    page = Paginator(faults.faulty(code), _SHOWN).get_page(request.GET.get("page"))
    context = at_desk(
        request,
        codes=kinds,
        code=code,
        page=page,
        kept=f"{urlencode({'code': code})}&" if code else "",
        faulty=faults.with_faults(list(page.object_list), code),
        unchecked=faults.unchecked().count(),
    )
    return render(request, "cataloguing/checks.html", context)


def _tell(request: StaffRequest, done: int) -> None:
    left = faults.unchecked().count()
    told = ngettext("%(count)d record was checked.", "%(count)d records were checked.", done) % {"count": done}
    if left:
        more = ngettext("%(count)d is left: go on.", "%(count)d are left: go on.", left) % {"count": left}
        messages.info(request, _("%(done)s %(left)s") % {"done": told, "left": more})
    else:
        messages.success(request, told)
