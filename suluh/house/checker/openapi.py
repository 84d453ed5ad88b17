"""The checker's public interface described for programs, as OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

import msgspec

from suluh.house.checker.page import LONGEST
from suluh.house.checker.telling import Answer

(_ANSWER,), _SCHEMAS = msgspec.json.schema_components(
    [Answer], ref_template="#/components/schemas/{name}"
)
_ERROR = {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}


def _said(says: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": says, "content": {"application/json": {"schema": schema}}}


DESCRIPTION: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Benarkah?",
        "version": "1",
        "description": "A message held against official facts and published reviews. Nothing that is sent is kept.",
    },
    "paths": {
        "/api/publik/periksa": {
            "post": {
                "operationId": "periksa",
                "security": [],
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["text"],
                                "additionalProperties": False,
                                "properties": {
                                    "text": {
                                        "type": "string",
                                        "minLength": 1,
                                        "maxLength": LONGEST,
                                    },
                                    "lang": {"enum": ["id", "en"], "default": "id"},
                                },
                            }
                        }
                    },
                },
                "responses": {
                    "200": _said("The answer.", _ANSWER),
                    "400": _said("What was sent cannot be checked.", _ERROR),
                    "413": _said("Too long.", _ERROR),
                    "429": _said("Too many from this address; come back in a minute.", _ERROR),
                },
            }
        }
    },
    "components": {"schemas": _SCHEMAS},
}
