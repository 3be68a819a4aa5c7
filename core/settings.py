"""Settings: ``BRUKERINNSIKT_*`` in the environment over ``settings.toml`` in the data folder over the defaults."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from core.errors import AppError

ROOT = Path(__file__).parent.parent
PREFIX = "BRUKERINNSIKT_"


class Settings(BaseSettings):
    """What a municipality decides; thresholds can only be raised."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    data: Path = ROOT / "data"
    codebook_folders: tuple[Path, ...] = ()
    municipality: str | None = None
    municipality_name: str | None = None
    language: Literal["nb", "nn", "en"] = "nb"
    min_n: int = Field(default=5, ge=5)
    min_n_detail: int = Field(default=10, ge=10)
    # Services whose figures need more respondents, by key.
    min_n_services: dict[str, Annotated[int, Field(ge=5)]] = Field(default_factory=dict)
    # Whether pages for leaders tell how many answered as bands: 5–9, 10–19 and so on.
    n_in_bands: bool = False
    mode: Literal["production", "development"] = "production"
    # The municipality's PowerPoint template, which reports are written on.
    report_template: Path | None = None
    # Where tiltak, participation and reviews are kept; a file beside the data where it is not said. It may hold a
    # password, and is kept so that no message or log shows it.
    register_url: SecretStr | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then the file beside the data."""
        data = Path(os.environ.get(f"{PREFIX}DATA", ROOT / "data"))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, data / "settings.toml")

    @property
    def all_codebook_folders(self) -> tuple[Path, ...]:
        """The shipped codebooks, the municipality's own, and any further folders."""
        return (ROOT / "codebooks", self.data / "codebooks", *self.codebook_folders)

    @property
    def reference_folders(self) -> tuple[Path, ...]:
        """The shipped reference lists and the municipality's own."""
        return (ROOT / "reference", self.data / "reference")


def current_settings() -> Settings:
    """The settings of this process, read again only when the environment has changed."""
    return _settings(tuple(sorted(item for item in os.environ.items() if item[0].startswith(PREFIX))))


@lru_cache(maxsize=4)
def _settings(_environment: tuple[tuple[str, str], ...]) -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        wrong = error.errors()[0]
        name, problem = str(wrong["loc"][0] if wrong["loc"] else ""), wrong["msg"]
        raise AppError(
            "settings_invalid", name=f"{PREFIX}{name.upper()}", value=wrong["input"], problem=problem
        ) from error
