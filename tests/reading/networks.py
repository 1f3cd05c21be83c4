"""Small networks for tests: one that points at words it is told, and random ones over the packaged encoder."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from rag.reading.network import JudgeNetwork, ReaderNetwork, load_encoder
from rag.reading.pieces import encode

__all__ = ["PointingNetwork", "random_judge", "random_reader"]


def random_reader(seed: int = 1) -> ReaderNetwork:
    """A reader with untrained heads, in float32."""
    from rag.embedding import packaged_model_folder

    torch.manual_seed(seed)
    return ReaderNetwork(load_encoder(packaged_model_folder())).eval()


def random_judge(seed: int = 1) -> JudgeNetwork:
    """A judge with untrained heads, in float32."""
    from rag.embedding import packaged_model_folder

    torch.manual_seed(seed)
    return JudgeNetwork(load_encoder(packaged_model_folder())).eval()


class PointingNetwork(nn.Module):
    """Gives logits by word: those of its starts and ends, in every passage where they stand.

    Args:
        starts: Logit of a word's first piece as start.
        ends: Logit of a word's last piece as end.

    "Answered" is the highest start in the passage, less 5.
    """

    def __init__(self, starts: dict[str, float], ends: dict[str, float]) -> None:
        super().__init__()
        self.nothing = nn.Parameter(torch.zeros(1))
        self.starts = {encode([word])[0].ids[0]: logit for word, logit in starts.items()}
        self.ends = {encode([word])[0].ids[-1]: logit for word, logit in ends.items()}
        self.shapes: list[tuple[int, int]] = []

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, ...]:
        self.shapes.append((int(input_ids.shape[0]), int(input_ids.shape[1])))
        start = torch.zeros(input_ids.shape)
        end = torch.zeros(input_ids.shape)
        for piece, logit in self.starts.items():
            start[(input_ids == piece) & (token_type_ids == 1)] = logit
        for piece, logit in self.ends.items():
            end[(input_ids == piece) & (token_type_ids == 1)] = logit
        return start, end, start.amax(1) - 5
