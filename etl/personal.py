"""Columns that tell who answered: they are taken away before a table leaves its adapter."""

from collections.abc import Iterable

from etl.columns import folded

# Names that survey tools and their users give such columns, in the letters of `plain`.
PERSONAL = frozenset(
    {
        "adresse",
        "address",
        "epost",
        "epostadresse",
        "email",
        "emailaddress",
        "mail",
        "mailadresse",
        "forn",
        "fornavn",
        "firstname",
        "ettern",
        "etternavn",
        "lastname",
        "surname",
        "navn",
        "name",
        "fulltnavn",
        "fullname",
        "fnr",
        "fodselsnr",
        "fodselsnummer",
        "fødselsnr",
        "fødselsnummer",
        "personnr",
        "personnummer",
        "dnummer",
        "ssn",
        "id",
        "userid",
        "brukerid",
        "respondentid",
        "respondentkey",
        "respnokk",
        "respnøkkel",
        "nokkel",
        "nøkkel",
        "key",
        "ip",
        "ipadresse",
        "ipaddress",
        "ipaddr",
        "mob",
        "mobil",
        "mobilnr",
        "mobilnummer",
        "mobile",
        "phone",
        "telefon",
        "telefonnr",
        "telefonnummer",
        "tlf",
        "tlfnr",
    }
)


def plain(name: str) -> str:
    """A column name in small letters without signs: ``E-post adresse`` is ``epostadresse``."""
    return "".join(character for character in folded(name).casefold() if character.isalnum())


def personal_columns(names: Iterable[str]) -> list[str]:
    """The columns whose names say that they hold a person's name, address, number or key."""
    return [name for name in names if plain(name) in PERSONAL]
