"""People, documents and assessments for the tests. Persons and texts are invented."""

from __future__ import annotations

from django.core.files.base import ContentFile

from tutela.text.reading import read_data
from tutela.web.accounts.models import User
from tutela.web.documents.models import Document
from tutela.web.workspaces.models import Membership, Role, Workspace

PASSWORD = "correct horse battery"

LAW = """# Child Protection Act

## Part I. Offences

1. Any person who offers, obtains, procures or provides a child for sexual exploitation in exchange for remuneration is
guilty of an offence and liable to imprisonment for ten years.

2. Any person who produces, distributes, offers, sells or possesses child sexual abuse material is guilty of an offence and
liable to imprisonment for eight years.

3. A legal person may be held liable for an offence under this Act and punished with a fine.

## Part II. Reporting

4. A teacher, doctor, social worker or other professional who works with children and has reasonable grounds to suspect
that a child is a victim of sale or sexual exploitation shall report it to the social services or to the police.

5. A child who was exploited is a victim and shall not be prosecuted for acts that result from the exploitation.

6. The registration of motor vehicles is governed by the Road Traffic Act.
"""
"""A small law that answers some measures and not others."""


def person(name: str, *, is_active: bool = True) -> User:
    return User.objects.create_user(f"{name.lower()}@example.org", PASSWORD, name, is_active=is_active)


def member_of(workspace: Workspace, name: str, role: Role) -> User:
    user = person(name)
    Membership.objects.create(workspace=workspace, user=user, role=role)
    return user


def document_in(workspace: Workspace, text: str = LAW, name: str = "act.md") -> Document:
    """A document of this Markdown, read and stored as the site stores it."""
    import hashlib

    from tutela.web.documents.intake import store

    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    row = Document(workspace=workspace, name=name, sha256=digest, size=len(data))
    row.file.save(name, ContentFile(data), save=True)
    store(row, read_data(data, name, digest))
    return row
