"""The API against its own document: what the document promises, the server does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import needs
from openapi_spec_validator import validate
from servers import Server, demo_server

SEED = "20260718"
EXAMPLES = "12"
# They would take from the test what it works with: its session, its password, and a shop that takes orders.
# Changing what the shop is would also take its address, its hours or its money from the other operations.
LEFT_OUT = (
    "/api/v1/shop", "/api/v1/shop/restoration",
    "/api/v1/session", "/api/v1/account/password", "/api/v1/store/pause", "/api/v1/staff/{id}/suspension",
)
# A row that was changed since is 412, and a change that names no version is 428 (RFC 6585 section 3). What no schema can say, that a
# stretch ends after it begins, that a text is a GeoJSON, that a house is near, that somebody may pass a right on, that a name stays, or that a code is the
# one on the screen, is 422 where there is such a rule. Nor can a schema say how many parts a form may have, some of one name: an upload
# of more is 413. (Of several entries for an operation the first holds.)
CONFIGURATION = """
[checks.missing_required_header]
expected-statuses = ["400", "401", "403", "406", "415", "422", "428"]

[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", "401", "403", "404", "409", "412", "429", "5xx"]

[[operations]]
include-name-regex = "^POST /api/v1/(street-table|delivery-zones)/import"

[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", "401", "403", "404", "409", "412", "413", "422", "429", "5xx"]

[[operations]]
include-name-regex = "^(POST|PUT) /api/v1/(opening-hours|special-days|breaks|delivery-zones|street-table|stations|staff|keys|devices)"

[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", "401", "403", "404", "409", "412", "422", "429", "5xx"]
"""


def document(server: Server) -> dict[str, Any]:
    status, headers, body = server.send("GET", "/api/v1/openapi.json")
    assert (status, headers["content-type"].partition(";")[0]) == (200, "application/json")
    described: dict[str, Any] = json.loads(body)
    return described


def test_document_is_valid(one_server: Server) -> None:
    described = document(one_server)
    assert described["openapi"].startswith("3.1")
    validate(described)


def test_every_operation_is_described(one_server: Server) -> None:
    """Each says what it is, who may, what a body is, and what comes back."""
    described = document(one_server)
    names: list[str] = []
    for path, operations in described["paths"].items():
        assert path.startswith("/api/v1/"), path
        for method, operation in operations.items():
            names.append(operation["operationId"])
            assert operation["summary"], path
            assert any(status.startswith("2") for status in operation["responses"]), (method, path)
            if method == "get":
                assert "requestBody" not in operation, path
    assert len(names) == len(set(names)) and len(names) > 30


def test_staff_routes_need_a_token(one_server: Server) -> None:
    """What the document says needs a session answers 401 without one, and with one that is none."""
    for path, operations in document(one_server)["paths"].items():
        for method, operation in operations.items():
            if operation.get("security"):
                address = path.replace("{id}", "00000000-0000-7000-8000-000000000001")
                for headers in ({}, {"Authorization": "Bearer none-of-ours"}):
                    status, answer, body = one_server.send(method.upper(), address, {}, headers)
                    assert status == 401, (method, path, status, body)
                    assert answer["content-type"].startswith("application/problem+json")


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_schemathesis_finds_nothing(engine: str, tmp_path: Path) -> None:
    needs(engine)
    with demo_server(engine, tmp_path) as server:
        command = _schemathesis(server, tmp_path)
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
        assert run.returncode == 0, run.stdout[-12_000:] + run.stderr[-2_000:]
        assert server.complaints() == []
        verified = server.command("verify")
        assert verified.returncode == 0, verified.stdout


def _schemathesis(server: Server, folder: Path) -> list[str]:
    (folder / "schemathesis.toml").write_text(CONFIGURATION)
    program = str(Path(sys.executable).with_name("schemathesis"))
    options = ["--max-examples", EXAMPLES, "--seed", SEED, "--phases", "examples,coverage,fuzzing", "--no-shrink",
               "--checks", "all", "--header", f"Authorization: Bearer {server.bearer('mama')}",
               "--warnings", "off", "--generation-database", "none"]
    left_out = [word for path in LEFT_OUT for word in ("--exclude-path", path)]
    return [program, "run", f"{server.url}/api/v1/openapi.json", *options, *left_out]
