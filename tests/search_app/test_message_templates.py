"""What is said keeps its template, so that another language can say it."""

from search_app.core.messages import Message


def test_values_are_put_in_and_the_template_stays():
    message = Message("bỏ %(what)s, còn 5 %%", what=Message("năm"))

    assert message == "bỏ năm, còn 5 %"
    assert (message.template, message.values) == ("bỏ %(what)s, còn 5 %%", {"what": "năm"})


def test_without_values_a_percent_sign_is_itself():
    assert Message("100 % chắc") == Message("100 % chắc").template == "100 % chắc"
