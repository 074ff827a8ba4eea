"""GPT-2's forward pass, written out over a key-value cache that is allocated once.

The weights are a transformers model's. Its own forward pass spends most of a small model's
time in Python and copies the cache at each token; this one lets rows of any length share a
step, and gives a row the same numbers whoever shares it (docs/adr/0011).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

# Positions are read in whole multiples of this. Sums over more of them, the rest being zeros,
# then run in the same order: a row's numbers do not depend on how long its neighbours are.
WINDOW = 32

Attend = Callable[[int, Tensor, Tensor, Tensor], Tensor]


class ModelError(ValueError):
    """A model that cannot be served; the message says why."""


class Network:
    """A GPT-2 with room for the keys and values of `rows` texts.

    A text occupies one place, 0 to `rows` - 1, and begins at position 0 of it. Matrices are
    multiplied in `dtype`; sums, norms and, on a CPU, attention stay in float32, as they are
    in training with autocast. Raises ModelError for anything but a GPT-2.
    """

    def __init__(self, model: Any, rows: int, dtype: torch.dtype | None = None) -> None:
        config = model.config
        if config.model_type != "gpt2" or config.add_cross_attention:
            raise ModelError(f"the model is a {config.model_type}; the writer runs GPT-2 only")
        self.device: torch.device = model.device
        self.rows = rows
        self.positions: int = config.n_positions
        self._heads, self._width = config.n_head, config.n_embd // config.n_head
        dtype = dtype or fast_dtype(self.device)
        body = model.transformer
        self._tokens, self._places = body.wte.weight.float(), body.wpe.weight.float()
        self._layers = [_Layer(block, config.activation_function, dtype) for block in body.h]
        self._norm = _Norm(body.ln_f, torch.float32)
        # Logits decide between tokens: they keep float32 where that costs little.
        exact = torch.float32 if self.device.type == "cpu" else dtype
        self._head = _Linear(model.lm_head.weight, None, exact)
        shape = (len(self._layers), 2, rows, self._heads, self.positions, self._width)
        kept = torch.float32 if self.device.type == "cpu" else dtype
        self._cache = torch.zeros(shape, dtype=kept, device=self.device)

    def prefill(self, prompts: Sequence[Sequence[int]], places: Sequence[int]) -> list[Tensor]:
        """Read prompts into their places; for each its hidden states (tokens, width)."""
        sizes = [len(prompt) for prompt in prompts]
        spans = list(zip(places, _spans(sizes), strict=True))
        ids = self.tensor([token for prompt in prompts for token in prompt])
        at = self.tensor([position for size in sizes for position in range(size)])

        def attend(layer: int, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
            # One prompt after another: its numbers must not depend on its neighbours' lengths.
            seen = torch.empty_like(query)
            for place, span in spans:
                keys, values = self._cache[layer, :, place, :, : span.stop - span.start]
                keys.copy_(key[span].transpose(0, 1))
                values.copy_(value[span].transpose(0, 1))
                seen[span] = self._read(layer, query[span], keys, values)
            return seen

        hidden = self._forward(ids, at, attend)
        return [hidden[span] for _, span in spans]

    def step(self, tokens: Tensor, lengths: Tensor, longest: int) -> Tensor:
        """Give the first places a token each, written at position `lengths` of its text.

        Shapes: (places), (places) to logits (places, vocabulary), float32. `longest` is the
        largest of `lengths`.
        """
        window = min(self.positions, -(-(longest + 1) // WINDOW) * WINDOW)
        return self.logits(self._step(tokens, lengths, window))

    def logits(self, hidden: Tensor) -> Tensor:
        """Shapes: (n, width) to (n, vocabulary), float32."""
        return self._head(hidden).float()

    def copy(self, source: int, targets: Sequence[int], length: int) -> None:
        """Copy the first `length` positions of place `source` to other places."""
        for target in targets:
            self._cache[:, :, target, :, :length] = self._cache[:, :, source, :, :length]

    def tensor(self, values: Sequence[float], dtype: torch.dtype = torch.long) -> Tensor:
        """`values` on the model's device."""
        return torch.tensor(values, dtype=dtype, device=self.device)

    def _step(self, tokens: Tensor, lengths: Tensor, window: int) -> Tensor:
        count = len(tokens)
        rows = torch.arange(count, device=self.device)
        later = torch.arange(window, device=self.device) > lengths[:, None]
        mask = torch.zeros(later.shape, dtype=self._cache.dtype, device=self.device)
        mask = mask.masked_fill_(later, float("-inf"))[:, None, None]

        def attend(layer: int, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
            keys, values = self._cache[layer]
            keys[rows, :, lengths] = key
            values[rows, :, lengths] = value
            seen = self._attention(
                layer, query[:, :, None], keys[:count, :, :window], values[:count, :, :window], mask
            )
            return seen[:, :, 0]

        return self._forward(tokens, lengths, attend)

    def _forward(self, ids: Tensor, at: Tensor, attend: Attend) -> Tensor:
        """Shapes: (n), (n) to (n, width); the tokens may belong to any texts."""
        hidden = self._tokens[ids] + self._places[at]
        for index, layer in enumerate(self._layers):
            shape = (len(ids), 3, self._heads, self._width)
            parts = layer.ask(layer.norm_1(hidden)).to(self._cache.dtype).view(shape).unbind(1)
            seen = attend(index, *parts).reshape(hidden.shape)
            hidden = hidden + layer.tell(seen)
            hidden = hidden + layer.shrink(layer.bend(layer.grow(layer.norm_2(hidden))))
        return self._norm(hidden)

    def _read(self, layer: int, query: Tensor, keys: Tensor, values: Tensor) -> Tensor:
        """A whole prompt's attention to itself; shape: (tokens, heads, width of a head)."""
        size = len(query)
        mask = torch.full((size, size), float("-inf"), dtype=query.dtype, device=self.device)
        seen = self._attention(
            layer, query.transpose(0, 1)[None], keys[None], values[None], mask.triu_(1)
        )
        return seen[0].transpose(0, 1)

    def _attention(
        self, layer: int, query: Tensor, keys: Tensor, values: Tensor, mask: Tensor
    ) -> Tensor:
        scale = self._layers[layer].scale
        if self.device.type != "cpu":
            return functional.scaled_dot_product_attention(query, keys, values, mask, scale=scale)
        # The CPU's fused kernel sums in an order that depends on the window, whatever its size.
        scores = (query * scale) @ keys.transpose(-1, -2) + mask
        return scores.softmax(-1) @ values


def fast_dtype(device: torch.device) -> torch.dtype:
    """bfloat16 where the device multiplies it natively, else float32."""
    if device.type == "cuda":
        return torch.bfloat16
    native = getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)
    return torch.bfloat16 if native() else torch.float32


class _Linear:
    """A matrix, packed for the CPU's library if there is one, else as it is.

    Packed it is twice as fast, and a row of the product is the same to the last bit however
    many rows are multiplied at once; unpacked float32 is not.
    """

    def __init__(self, weight: Tensor, bias: Tensor | None, dtype: torch.dtype) -> None:
        """`weight` has the shape (out, in)."""
        self._dtype = dtype
        self._bias = None if bias is None else bias.detach().to(dtype)
        self._weight = weight.detach().to(dtype).contiguous()
        self._packed = self._weight.device.type == "cpu" and torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
        if self._packed:
            self._weight = torch.ops.mkldnn._reorder_linear_weight(self._weight, 32)  # noqa: SLF001

    def __call__(self, x: Tensor) -> Tensor:
        x = x.to(self._dtype)
        if not self._packed:
            return functional.linear(x, self._weight, self._bias)
        product: Tensor = torch.ops.mkldnn._linear_pointwise(  # noqa: SLF001
            x, self._weight, self._bias, "none", [], ""
        )
        return product


class _Norm:
    """A layer norm in float32."""

    def __init__(self, norm: Any, dtype: torch.dtype) -> None:
        self._weight, self._bias = (norm.weight.detach().to(dtype), norm.bias.detach().to(dtype))
        self._shape, self._epsilon = norm.normalized_shape, norm.eps

    def __call__(self, x: Tensor) -> Tensor:
        return functional.layer_norm(x, self._shape, self._weight, self._bias, self._epsilon)


class _Layer:
    """One block's weights."""

    def __init__(self, block: Any, activation: str, dtype: torch.dtype) -> None:
        self.scale: float = block.attn.scaling
        self.norm_1, self.norm_2 = (_Norm(n, torch.float32) for n in (block.ln_1, block.ln_2))
        self.ask, self.tell, self.grow, self.shrink = (
            # transformers keeps GPT-2's matrices as (in, out).
            _Linear(part.weight.T, part.bias, dtype)
            for part in (block.attn.c_attn, block.attn.c_proj, block.mlp.c_fc, block.mlp.c_proj)
        )
        tanh = activation in {"gelu_new", "gelu_pytorch_tanh"}
        self.bend: Callable[[Tensor], Tensor] = _gelu_tanh if tanh else block.mlp.act


def _gelu_tanh(x: Tensor) -> Tensor:
    return functional.gelu(x, approximate="tanh")


def _spans(sizes: Sequence[int]) -> list[slice]:
    ends = [sum(sizes[: at + 1]) for at in range(len(sizes))]
    return [slice(end - size, end) for size, end in zip(sizes, ends, strict=True)]
