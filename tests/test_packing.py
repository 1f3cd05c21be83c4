from __future__ import annotations

import pytest
import torch
from torch import nn

from rag import packing
from rag.packing import pack_linear_layers

pytestmark = pytest.mark.skipif(
    not torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
    or not hasattr(torch.ops.mkldnn, "_linear_pointwise"),
    reason="torch was built without oneDNN",
)


def network(dtype: torch.dtype) -> nn.Sequential:
    torch.manual_seed(0)
    inner = nn.Sequential(nn.Linear(48, 96), nn.GELU(), nn.Linear(96, 48, bias=False))
    return nn.Sequential(nn.Linear(32, 48), nn.LayerNorm(48), inner).to(dtype)


@pytest.mark.parametrize("shape", [(1, 1, 32), (2, 7, 32), (40, 90, 32)])
def test_results_are_the_same_to_the_last_bit(shape: tuple[int, ...]) -> None:
    given = torch.randn(shape, dtype=torch.bfloat16)
    plain, packed = network(torch.bfloat16), network(torch.bfloat16)
    if not pack_linear_layers(packed):
        pytest.skip("this processor's results are other ones: nothing is packed")
    assert not any(type(module) is nn.Linear for module in packed.modules())
    with torch.inference_mode():
        assert torch.equal(packed(given), plain(given))


def test_float32_is_left_as_it_is() -> None:
    model = network(torch.float32)
    assert pack_linear_layers(model) is False
    assert sum(type(module) is nn.Linear for module in model.modules()) == 3


def test_a_torch_without_the_calls_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(packing._Packed, "__init__", refuse)
    model = network(torch.bfloat16)
    assert pack_linear_layers(model) is False
    assert sum(type(module) is nn.Linear for module in model.modules()) == 3
