"""Weights laid out once as the processor multiplies with them, instead of anew for every text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn

if TYPE_CHECKING:
    from torch import Tensor

__all__ = ["pack_linear_layers"]


def pack_linear_layers(module: nn.Module) -> bool:
    """Put a packed layer in the place of every linear one that is in bfloat16, for inference on this processor.

    oneDNN multiplies with weights in an order of its own, and torch puts them into that order for each call: for a
    short text, that takes longer than the product. The results are the same to the last bit.

    Args:
        module: What is changed. It cannot be trained or moved to another device afterwards.

    Returns:
        Whether it was done: not where this build of torch lacks oneDNN or its calls, or gives other results with them.
    """
    layers = [
        (parent, name, child)
        for parent in module.modules()
        for name, child in parent.named_children()
        if type(child) is nn.Linear and child.weight.dtype is torch.bfloat16 and child.weight.device.type == "cpu"
    ]
    if not layers or not torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
        return False
    try:
        with torch.no_grad():
            packed = [(parent, name, _Packed(child)) for parent, name, child in layers]
            given = torch.linspace(-1, 1, layers[0][2].in_features, dtype=torch.bfloat16).expand(1, 3, -1).contiguous()
            if not torch.equal(packed[0][2](given), layers[0][2](given)):
                return False
    except (AttributeError, NotImplementedError, RuntimeError):
        # torch's own compiler makes these calls; they are no part of what it promises to keep.
        return False
    for parent, name, layer in packed:
        setattr(parent, name, layer)
    return True


class _Packed(nn.Module):
    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self._weight: Tensor = torch.ops.mkldnn._reorder_linear_weight(layer.weight.detach().clone(), None)
        bias: Tensor | None = layer.bias
        self._bias = None if bias is None else bias.detach().clone()

    def forward(self, given: Tensor) -> Tensor:
        product: Tensor = torch.ops.mkldnn._linear_pointwise(given, self._weight, self._bias, "none", [], "")
        return product
