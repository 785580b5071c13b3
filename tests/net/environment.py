"""The variables of the environment that lead programs into the local internet, and keep them from what they left outside."""

from __future__ import annotations

from pathlib import Path

TOKEN = "ghp_token_of_the_local_internet"
"""The token that GitHub knows here."""

REMOVED = ("GITHUB_TOKEN", "GH_TOKEN", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy", "SSL_CERT_DIR")
"""Variables of the outside that would carry a secret in here, or lead past the proxy."""


def variables(proxy: str, ca_file: Path, token: str = "") -> dict[str, str]:
    """Return what has to be set: for OpenSSL, Python's requests, curl, Node and Go; with a token, `GITHUB_TOKEN` too."""
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), proxy)
    certificates = {
        name: str(ca_file) for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")
    }
    tokens = {"GITHUB_TOKEN": token} if token else {}
    return {**proxies, **certificates, "NODE_USE_ENV_PROXY": "1", "NO_PROXY": "", "no_proxy": "", **tokens}
