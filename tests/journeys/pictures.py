"""Pictures of pages for the guide: PNG with a palette of 256 colours, a third of the bytes."""

import base64
import struct
import zlib
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

# The colours that cover most, after the last three bits are dropped; the others go to the nearest.
TO_PALETTE = """async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const { width, height } = image;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const seen = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const key = (data[at] >> 3 << 10) | (data[at + 1] >> 3 << 5) | (data[at + 2] >> 3);
    const entry = seen.get(key) ?? [0, 0, 0, 0];
    entry[0] += 1;
    for (const part of [0, 1, 2]) entry[part + 1] += data[at + part];
    seen.set(key, entry);
  }
  const mean = ([count, ...sums]) => sums.map((sum) => Math.round(sum / count));
  const colours = [...seen].sort((a, b) => b[1][0] - a[1][0]);
  const palette = colours.slice(0, 256).map(([, entry]) => mean(entry));
  const index = new Map(colours.map(([key, entry], rank) => {
    if (rank < 256) return [key, rank];
    const own = mean(entry);
    const far = palette.map((colour) => colour.reduce((sum, part, at) => sum + (part - own[at]) ** 2, 0));
    return [key, far.indexOf(Math.min(...far))];
  }));
  let pixels = "";
  for (let at = 0; at < data.length; at += 4) {
    const key = (data[at] >> 3 << 10) | (data[at + 1] >> 3 << 5) | (data[at + 2] >> 3);
    pixels += String.fromCharCode(index.get(key));
  }
  return { width, height, palette: palette.flat(), pixels: btoa(pixels) };
}"""


def save(page: Page, path: Path) -> None:
    """Photograph what is in sight of ``page``."""
    shot = page.screenshot(animations="disabled", scale="css")
    other = page.context.browser.new_page() if page.context.browser else page
    told = other.evaluate(TO_PALETTE, f"data:image/png;base64,{base64.b64encode(shot).decode()}")
    other.close()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_png(told))


def _png(told: dict[str, Any]) -> bytes:
    """The file (https://www.w3.org/TR/png-3/): header, palette, one packed block of rows."""
    width, pixels = told["width"], base64.b64decode(told["pixels"])
    rows = [b"\0" + pixels[at : at + width] for at in range(0, len(pixels), width)]
    header = struct.pack(">IIBBBBB", width, told["height"], 8, 3, 0, 0, 0)
    chunks = [
        (b"IHDR", header),
        (b"PLTE", bytes(told["palette"])),
        (b"IDAT", zlib.compress(b"".join(rows), 9)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
