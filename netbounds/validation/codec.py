"""Samples as bytes: numbers as compact arrays, exact things (big integers, fractions) as JSON."""

import io
import json
import zlib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from netbounds.domains import refusal

_WORTHWHILE = 256  # fewer bytes are not worth compressing
_EXACT = 2**53  # whole numbers beyond it do not survive as floats


def encode(values: Sequence[Any]) -> bytes:
    """Bytes of one block of trials."""
    if all(_is_numeric(v) for v in values) and len({np.shape(v) for v in values}) == 1:
        array = _smallest(np.asarray(values))
        buffer = io.BytesIO()
        np.lib.format.write_array(buffer, array, allow_pickle=False)
        raw = b"N" + buffer.getvalue()
    else:
        raw = b"J" + json.dumps([_plain(v) for v in values], separators=(",", ":")).encode()
    if len(raw) < _WORTHWHILE:
        return raw
    packed = b"Z" + zlib.compress(raw, 1)
    return packed if len(packed) < len(raw) else raw


def decode(data: bytes) -> Any:
    """The block of trials: an array, or a list of exact values."""
    if data[:1] == b"Z":
        data = zlib.decompress(data[1:])
    if data[:1] == b"N":
        return np.lib.format.read_array(io.BytesIO(data[1:]), allow_pickle=False)
    return [_rebuilt(v) for v in json.loads(data[1:])]


def join(blocks: Sequence[Any]) -> Any:
    """Blocks in their order, as one."""
    if all(isinstance(block, np.ndarray) for block in blocks):
        return np.concatenate(blocks)
    return [value for block in blocks for value in block]


def _is_numeric(value: Any) -> bool:
    if isinstance(value, (bool, float)):
        return True
    if isinstance(value, int):
        return abs(value) < _EXACT
    return isinstance(value, (np.generic, np.ndarray)) and value.dtype.kind in "biufc"


def _smallest(array: Any) -> Any:
    if array.dtype.kind not in "iu" or not array.size:
        return array
    low, high = int(array.min()), int(array.max())
    return array.astype(np.result_type(np.min_scalar_type(low), np.min_scalar_type(high)))


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return {"/": [value.numerator, value.denominator]}
    if isinstance(value, Mapping):
        return {"=": [[name, _plain(part)] for name, part in value.items()]}
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    if isinstance(value, np.ndarray):
        return [_plain(part) for part in value.tolist()]
    if isinstance(value, np.generic):
        return value.item()
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    rule = "be numbers, fractions, strings, or tuples, arrays or mappings of them"
    raise refusal("store", "samples", rule, type(value).__name__)


def _rebuilt(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_rebuilt(part) for part in value)
    if isinstance(value, dict):
        if "/" in value:
            return Fraction(*value["/"])
        return {name: _rebuilt(part) for name, part in value["="]}
    return value
