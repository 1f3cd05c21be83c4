"""The two networks that read, over the encoder of the packaged sentence embedder.

Both are cross-encoders: question and passage, or premise and hypothesis, go through the encoder together, so that
every word of one is weighed against every word of the other (Devlin et al. 2019, https://aclanthology.org/N19-1423).
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from transformers import BertModel
from transformers.utils import logging as transformers_logging

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["JudgeNetwork", "ReaderNetwork", "load_encoder"]

# Far below any logit, yet finite in bfloat16, so that a softmax over nothing but these is still a number.
_NEVER = -1e4


def load_encoder(folder: Path, *, attention: str = "sdpa") -> BertModel:
    """The encoder of a BERT-like model in a folder, in float32, without its pooling layer.

    Args:
        folder: Holds config.json and model.safetensors.
        attention: "sdpa" or "eager"; the second is the faster one for training on a processor in bfloat16.
    """
    verbosity = transformers_logging.get_verbosity()
    transformers_logging.set_verbosity(logging.ERROR)
    try:
        return BertModel.from_pretrained(
            folder,
            add_pooling_layer=False,
            attn_implementation=attention,
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=0.0,
            dtype=torch.float32,
            local_files_only=True,
        )
    finally:
        transformers_logging.set_verbosity(verbosity)


class ReaderNetwork(nn.Module):
    """Where in a passage the answer to a question stands, and whether it stands there at all.

    Start and end are chosen as in BERT's reader for SQuAD; the first token, [CLS], stands for "nowhere". A second
    head decides from the whole pair, and from the place the first one points to, whether anything answers (a
    verifier, as in Retro-Reader, Zhang et al. 2021, https://arxiv.org/abs/2001.09694).

    Args:
        encoder: The encoder; its hidden size is taken over.
    """

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        size = encoder.config.hidden_size
        self.encoder = encoder
        self.span = nn.Sequential(nn.Linear(size, size), nn.GELU(), nn.Linear(size, 2))
        self.verify = nn.Sequential(nn.Linear(4 * size, size), nn.GELU(), nn.Linear(size, 1))

    def forward(
        self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of each token as start and as end, shape (batch, tokens) each, and of "answered", shape (batch,).

        Tokens of the question and of the padding are given no chance; the first token stands for "nowhere".
        """
        hidden = self.encoder(
            input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
        ).last_hidden_state
        logits = self.span(hidden).float()
        passage = (token_type_ids == 1) & (attention_mask == 1)
        choosable = passage.clone()
        choosable[:, 0] = True
        logits = logits.masked_fill(~choosable.unsqueeze(-1), _NEVER)
        pointed = torch.softmax(logits.masked_fill(~passage.unsqueeze(-1), _NEVER), dim=1).to(hidden.dtype)
        start, end = torch.einsum("btk,bth->kbh", pointed, hidden).unbind(0)
        question = _mean(hidden, (token_type_ids == 0) & (attention_mask == 1))
        verified = self.verify(torch.cat([hidden[:, 0], question, start, end], dim=-1)).float()
        return logits[..., 0], logits[..., 1], verified.squeeze(-1)


class JudgeNetwork(nn.Module):
    """Whether a premise entails a hypothesis, is neutral to it or contradicts it.

    The first token and the means over premise and hypothesis are weighed together with the difference of the two
    means (as in InferSent, Conneau et al. 2017, https://aclanthology.org/D17-1070).

    Args:
        encoder: The encoder; its hidden size is taken over.
    """

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        size = encoder.config.hidden_size
        self.encoder = encoder
        self.classify = nn.Sequential(nn.Linear(4 * size, size), nn.GELU(), nn.Linear(size, 3))

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Logits of entailment, neutral and contradiction, in this order, shape (batch, 3)."""
        hidden = self.encoder(
            input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
        ).last_hidden_state
        premise = _mean(hidden, (token_type_ids == 0) & (attention_mask == 1))
        hypothesis = _mean(hidden, token_type_ids == 1)
        features = torch.cat([hidden[:, 0], premise, hypothesis, (premise - hypothesis).abs()], dim=-1)
        logits: Tensor = self.classify(features).float()
        return logits


def _mean(hidden: Tensor, chosen: Tensor) -> Tensor:
    weights = chosen.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weights).sum(1) / weights.sum(1).clamp(min=1)
