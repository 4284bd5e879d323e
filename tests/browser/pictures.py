"""Screenshots as small files: 256 colours, deflated well. Chromium writes all colours, quickly."""

import base64
import struct
import zlib

import numpy as np

_PIXELS = """async (png) => {
  const blob = await (await fetch("data:image/png;base64," + png)).blob();
  const image = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const bytes = new Uint8Array(canvas.getImageData(0, 0, image.width, image.height).data.buffer);
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  }
  return [image.width, image.height, btoa(text)];
}"""


def shrink(png, page):
    """Return how many colours `png` has, and it with at most 256.

    `page` is any page of a browser, which reads the picture.
    """
    width, height, text = page.evaluate(_PIXELS, base64.b64encode(png).decode())
    pixels = np.frombuffer(base64.b64decode(text), np.uint8).reshape(-1, 4)[:, :3]
    colours, places, counts = np.unique(pixels, axis=0, return_inverse=True, return_counts=True)
    # What differs in the last four bits is one colour: the mean, which that of an area decides.
    _, near = np.unique(colours >> 4, axis=0, return_inverse=True)
    near, places = near.ravel(), places.ravel()
    weights = np.bincount(near, counts)
    means = np.stack([np.bincount(near, counts * part) for part in colours.T], axis=1)
    means = (means / weights[:, None]).round().astype(int)
    kept = np.sort(np.argsort(-weights, kind="stable")[:256])
    distances = np.abs(means[:, None] - means[None, kept]).sum(axis=2)
    numbers = distances.argmin(axis=1).astype(np.uint8)[near][places].reshape(height, width)
    rows = np.pad(numbers, ((0, 0), (1, 0)))  # each row begins with its filter: none
    return len(colours), b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", means[kept].astype(np.uint8).tobytes()),
            _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
