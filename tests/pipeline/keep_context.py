"""Puts the vocabulary of RO-Crate 1.1 into the validator's cache: it must not look it up online.

Run by the validator's own Python: `keep_context.py CACHE CONTEXT`, where CONTEXT is that of version
1.3, which the library `rocrate` ships. Four of its terms had other addresses in 1.1.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import requests
import requests_cache
from urllib3 import HTTPResponse

URL = "https://w3id.org/ro/crate/1.1/context"
SINCE = "https://bioschemas.org/terms/"
BEFORE = {
    "ComputationalWorkflow": "https://bioschemas.org/ComputationalWorkflow",
    "FormalParameter": "https://bioschemas.org/FormalParameter",
    "input": "https://bioschemas.org/ComputationalWorkflow#input",
    "output": "https://bioschemas.org/ComputationalWorkflow#output",
}


class Shipped(requests.adapters.BaseAdapter):
    """Answers with a text in place of the web."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def send(self, request: requests.PreparedRequest, **_: object) -> requests.Response:
        answer = requests.Response()
        answer.status_code, answer.url, answer.request = 200, str(request.url), request
        answer.headers["Content-Type"] = "application/ld+json"
        body = io.BytesIO(self.text.encode())
        answer.raw = HTTPResponse(body, dict(answer.headers), 200, preload_content=False)
        return answer

    def close(self) -> None: ...


def main(cache: str, context: str) -> None:
    """Keep the context under its address."""
    text = Path(context).read_text(encoding="utf-8")
    for term, address in BEFORE.items():
        text = text.replace(f'"{SINCE}{term}"', f'"{address}"')
    with requests_cache.CachedSession(cache_name=cache, backend="sqlite") as session:
        session.mount("https://", Shipped(text))
        session.get(URL)


if __name__ == "__main__":
    main(*sys.argv[1:])
