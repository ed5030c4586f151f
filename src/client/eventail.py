"""Éventail: a client of the standard library alone, for Python 3.11 and later. Made from /openapi.json."""
import json, time
from typing import Any, Iterator, Literal, NotRequired, Optional, TypedDict, Union
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen
from uuid import uuid4

# types

class EventailProblem(Exception):
    """What the service refused: code is stable, problem["detail"] says what to do."""

    def __init__(self, status: int, problem: dict[str, Any]):
        super().__init__(f"{problem.get('title')}. {problem.get('detail')}")
        self.status, self.code, self.problem = status, problem.get("code"), problem


class Eventail:
    """One method an operation. What is safe to send again is: a lost connection, a 429, a 503."""

    def __init__(self, base: str, key: Optional[str] = None, language: str = "fr"):
        self.base, self.headers = base, {"Accept-Language": language}
        if key:
            self.headers["Authorization"] = f"Bearer {key}"

    def open(self, method: str, path: str, body: Any, query: dict[str, Any], key: Optional[str], accept: str):
        asked = urlencode({name: value for name, value in query.items() if value is not None})
        headers = {**self.headers, "Accept": accept, **({"Idempotency-Key": key} if key else {})}
        data = None if body is None else json.dumps(body).encode()
        if data is not None:
            headers["Content-Type"] = "application/json"
        for tries in range(1, 5):
            try:
                return urlopen(Request(self.base + path + ("?" + asked if asked else ""), data, headers, method=method))
            except HTTPError as error:
                if error.code not in (429, 503) or tries == 4 or not (key or method == "GET"):
                    raise EventailProblem(error.code, json.loads(error.read() or b"{}")) from None
            except URLError:
                if tries == 4 or not (key or method == "GET"):
                    raise
            time.sleep(min(10, 0.25 * 4**tries))

    def call(self, method: str, path: str, body: Any, query: dict[str, Any], key: Optional[str]) -> Any:
        with self.open(method, path, body, query, key, "application/json") as answer:
            return json.loads(answer.read() or b"null")

    def parts(self, method: str, path: str, body: Any, query: dict[str, Any], key: Optional[str]) -> Any:
        with self.open(method, path, body, query, key, "text/event-stream") as answer:
            for line in answer:
                if line.startswith(b"data:") and b"[DONE]" not in line:
                    yield json.loads(line[5:])

# methods
