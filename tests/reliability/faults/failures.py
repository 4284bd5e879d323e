"""What went wrong in a long row of trials: all of it, not only the first."""

import contextlib
import traceback
from collections.abc import Iterator


class Failures(list[str]):
    """Trials that failed, each with what it tried and why it failed."""

    @contextlib.contextmanager
    def at(self, trial: str) -> Iterator[None]:
        """Keep what fails in a trial."""
        try:
            yield
        except Exception as error:  # noqa: BLE001  a reader may fail in any way, that is the news
            where = traceback.extract_tb(error.__traceback__)[-1]
            self.append(
                f"{trial}: {where.name}:{where.lineno}: {type(error).__name__}: {error}"[:900]
            )

    def __repr__(self) -> str:
        return f"{len(self)} trials failed:\n" + "\n".join(self)
