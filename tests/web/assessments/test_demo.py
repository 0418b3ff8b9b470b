"""The demonstration: three people who can sign in, the sample State assessed, decisions that agree and disagree."""

from __future__ import annotations

import pytest
from django.test import Client

from tutela.web.accounts.models import User
from tutela.web.assessments.demo import WORKSPACE, SamplesError, fill, samples
from tutela.web.assessments.models import Assessment, Judgement
from tutela.web.documents.models import Document
from tutela.web.jobs.models import Job
from tutela.web.workspaces.models import Workspace


def test_the_demonstration_is_filled_once(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    first = fill()
    counts = [model.objects.count() for model in (User, Workspace, Document, Assessment, Judgement, Job)]
    second = fill()
    assert [model.objects.count() for model in (User, Workspace, Document, Assessment, Judgement, Job)] == counts

    assert [account.role for account in second] == ["owner", "reviewer", "reader"]
    assert {account.password for account in first}.isdisjoint(account.password for account in second)
    for account in second:
        client = Client()
        assert client.login(username=account.email, password=account.password)
        assert account.password in str(account)
        assert account.email.endswith("@example.org")

    workspace = Workspace.objects.get(name=WORKSPACE)
    assert Document.objects.filter(workspace=workspace).count() == 8
    main, earlier = Assessment.objects.order_by("-period")
    assert (main.state, earlier.state) == ("Republic of Maravel",) * 2
    assert main.is_complete
    assert earlier.is_complete
    assert main.assessed_documents.count() == 8
    assert earlier.assessed_documents.count() == 3
    findings = list(main.findings.all())
    assert sum(finding.disputed for finding in findings) > 0
    assert sum(finding.confirmed for finding in findings) > sum(finding.disputed for finding in findings)
    assert any(finding.differs for finding in findings)
    assert any(finding.undecided for finding in findings)
    assert Judgement.objects.values("reviewer").distinct().count() == 2


def test_the_samples_are_found_beside_the_source() -> None:
    assert (samples() / "penal-code-extract.pdf").is_file()


def test_missing_samples_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr("tutela.web.assessments.demo.__file__", str(tmp_path / "a" / "b" / "c" / "demo.py"))
    with pytest.raises(SamplesError, match="not there"):
        samples()
