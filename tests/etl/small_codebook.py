"""A codebook of two questions in several editions, for tests of recognition."""

from core.codebook import Codebook, Codebooks

SCALE = {"min": 1, "max": 6, "labels": {1: {"nb": "Lav"}, 6: {"nb": "Høy"}}}
QUESTION = {"scale": "six", "dimension": "respected", "level": "individual"}


def codebook(editions: dict[str, dict[str, str]], book: str = "home_care_users") -> Codebook:
    """A codebook whose editions have these columns."""
    return Codebook.model_validate(
        {
            "id": book,
            "title": {"nb": "Hjemmetjenester"},
            "service": "home_care",
            "role": "user",
            "scales": {"six": SCALE},
            "items": [
                {"id": "respect", "text": {"nb": "Respekt?"}, **QUESTION},
                {"id": "heard", "text": {"nb": "Hørt?"}, **QUESTION},
            ],
            "background": [{"id": "age", "text": {"nb": "Alder"}, "values": {1: {"nb": "18-66"}}}],
            "editions": [{"id": key, "period": key, "columns": columns} for key, columns in editions.items()],
        }
    )


def codebooks(editions: dict[str, dict[str, str]]) -> Codebooks:
    """That codebook alone."""
    return Codebooks({"home_care_users": codebook(editions)})
