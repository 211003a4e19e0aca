"""What every form of fields has: a token, and text only. How a field looks is in ``templates/parts.html``."""

from flask import request
from flask_wtf import FlaskForm
from wtforms import IntegerField

_MOST_DIGITS = 9


class TextForm(FlaskForm):
    """A form without files: one that is sent in the place of a text is left out."""

    class Meta(FlaskForm.Meta):
        """See ``wtforms.Form``."""

        def wrap_formdata(self, form, formdata):
            """Only what was sent as text."""
            return request.form if form.is_submitted() else None


class WholeField(IntegerField):
    """A whole number of a length that somebody could mean: validators count with no others."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """See ``wtforms.Field``. Raises ``ValueError``."""
        if valuelist and len(valuelist[0].strip()) > _MOST_DIGITS:
            self.data = None
            raise ValueError("Write a whole number.")
        super().process_formdata(valuelist)
