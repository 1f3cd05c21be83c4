"""The chat page: a thin layer over the public interface of ``rag``.

Importing this package switches off what Gradio would otherwise send to other hosts: usage statistics, its look-up
of newer versions, and anything of the Hugging Face Hub. It has to happen before Gradio is imported, hence here.
"""

from __future__ import annotations

import os

__all__: list[str] = []

for _name, _value in (
    ("GRADIO_ANALYTICS_ENABLED", "False"),
    ("HF_HUB_DISABLE_TELEMETRY", "1"),
    ("HF_HUB_OFFLINE", "1"),
):
    os.environ.setdefault(_name, _value)
