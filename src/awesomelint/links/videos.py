"""Videos and playlists of YouTube, whose URLs have many forms."""

from __future__ import annotations

import re

from awesomelint.papers.identifiers.model import parameter, split_address
from awesomelint.startup import expression

_VIDEO_HOSTS = frozenset(("youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com"))
_VIDEO = expression(r"[\w-]{11}\Z", re.ASCII)
_PLAYLIST = expression(r"[\w-]{12,50}\Z", re.ASCII)
_KINDS = frozenset(("embed", "live", "shorts", "v"))


def video_url(url: str) -> str | None:
    """Return the plain URL of the video or the playlist that a URL leads to; `None` for channels and all else."""
    address = split_address(url)
    if address is None or (address.host not in _VIDEO_HOSTS and address.host != "youtu.be"):
        return None
    parts = address.parts
    if address.host == "youtu.be":
        video = parts[0] if len(parts) == 1 else ""
    elif parts == ["playlist"]:
        playlist = parameter(address.query, "list")
        return f"https://www.youtube.com/playlist?list={playlist}" if _PLAYLIST.match(playlist) else None
    elif parts == ["watch"]:
        video = parameter(address.query, "v")
    else:
        video = parts[1] if len(parts) == 2 and parts[0] in _KINDS else ""
    return f"https://www.youtube.com/watch?v={video}" if _VIDEO.match(video) else None
