"""Errors that a reader can act on; the words are in the language catalogue under ``error.<code>``."""

from collections.abc import Sequence

from core.findings import Finding


class AppError(Exception):
    """A known situation with a code and the details its text names."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        return f"{self.code} {self.details}" if self.details else self.code


class InputError(AppError):
    """What was given in cannot be used; ``findings`` lists every reason."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("input_refused", count=len(findings))
        self.findings = tuple(findings)

    def __str__(self) -> str:
        return "; ".join(f"{finding.code} {finding.where()}" for finding in self.findings)


class UsageError(AppError):
    """The command or the page was asked for something that does not exist."""
