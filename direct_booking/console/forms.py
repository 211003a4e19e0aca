"""What every form of fields has: a token, and text only. How a field looks is in ``templates/parts.html``."""

from flask import request
from flask_wtf import FlaskForm


class TextForm(FlaskForm):
    """A form without files: one that is sent in the place of a text is left out."""

    class Meta(FlaskForm.Meta):
        """See ``wtforms.Form``."""

        def wrap_formdata(self, form, formdata):
            """Only what was sent as text."""
            return request.form if form.is_submitted() else None
