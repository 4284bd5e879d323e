"""How long to wait before what failed is tried again."""

import random
import time


def rest(pause: float) -> None:
    """Wait for about `pause` seconds: not all that failed together shall come again together."""
    time.sleep(pause * random.uniform(0.5, 1))  # noqa: S311  # nosec B311  # no secret
