"""What is said to the person who asked, in a form that can be said in another language."""

from collections.abc import Callable
from typing import Self


class Message(str):
    """A sentence or phrase in Vietnamese.

    `template` is it before `values` were put in, as ``%(name)s``; a value may be a message
    itself. A door that speaks another language translates the template.
    """

    __slots__ = ("template", "values")
    template: str
    values: dict[str, object]

    def __new__(cls, template: str, **values: object) -> Self:
        """Put `values` into `template`."""
        message = super().__new__(cls, template % values if values else template)
        message.template = template
        message.values = values
        return message

    def said_in(self, translate: Callable[[str], str]) -> str:
        """Return it in another language; `translate` gives templates in that."""
        template = translate(self.template)
        values = {
            name: value.said_in(translate) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return template % values if values else template
