"""Compiled scan of an edge list: bytes in, numbered names and weights out, nothing in between.

Whoever reads a first graph waits until this is compiled, and arrays assigned or appended as wholes
would take twice as long as these loops.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Offsets = NDArray[np.int64]

FINE, FIELDS, CONTROL, QUOTE, NO_NAME = range(5)  # how a scan ends

_TAB, _LINE, _RETURN, _SPACE, _QUOTE, _COMMENT = 9, 10, 13, 32, 34, 35
_INNER, _STOP = 0, 1  # kinds of bytes inside a field; CONTROL and QUOTE are further ones


class Scan(NamedTuple):
    """What a scan found.

    `ended` says how (FINE or what is wrong), `at` where; `found` is the number of fields there.
    `pairs` are the numbers of the names as (rows, 2); name k is bytes begins[k] to
    begins[k] + lengths[k]. `weights` are NaN where `hard`, rows of (row, begin, end), says that
    Python must parse them.
    """

    ended: int
    at: int
    found: int
    pairs: NDArray[np.int32]
    weights: NDArray[np.float64]
    begins: Offsets
    lengths: NDArray[np.int32]
    hard: Offsets


@njit(cache=True)
def count_lines(data: Bytes) -> int:
    """Number of line ends."""
    count = 0
    for byte in data:
        count += byte == _LINE
    return count


@njit(cache=True)
def scan(data: Bytes, start: int, delimiter: int, fields: int, wanted: Offsets, rows: int) -> Scan:
    """Read every line from `start`; `wanted` are the fields of pre, post and weight (-1: none).

    The delimiter 32 stands for any run of blanks. Names are numbered in order of appearance, by a
    hash table that is kept at most half full.
    """
    size = len(data)
    kind = _kinds(delimiter)
    pairs = np.empty((rows, 2), np.int32)
    weights = np.empty(rows if wanted[2] >= 0 else 0, np.float64)
    table = np.zeros((1 << 12, 2), np.uint64)
    begins = np.empty(1 << 11, np.int64)
    lengths = np.empty(1 << 11, np.int32)
    names = 0
    hard = np.empty(3 * 16, np.int64)
    hards = 0
    row = 0
    ended, at, found = FINE, 0, 0
    i = start
    while i < size:
        while i < size and _blank(data[i], delimiter):
            i += 1
        if i < size and (data[i] == _LINE or data[i] == _COMMENT):
            while i < size and data[i] != _LINE:
                i += 1
            i += 1
            continue
        if i >= size:
            break
        at = i
        field = 0
        more = True
        while more:
            while i < size and _blank(data[i], delimiter):
                i += 1
            begin = i
            while i < size and kind[data[i]] == _INNER:
                i += 1
            if i < size and kind[data[i]] > _STOP:
                ended, at = int(kind[data[i]]), i
                break
            end = i
            while end > begin and _blank(data[end - 1], delimiter):
                end -= 1
            if delimiter == _SPACE:
                while i < size and _blank(data[i], delimiter):
                    i += 1
                more = i < size and bool(data[i] != _LINE)
            else:
                more = i < size and bool(data[i] != _LINE)
                i += 1
            if field == wanted[0] or field == wanted[1]:
                if begin == end:
                    ended, found = NO_NAME, field
                    break
                first, second = _hashes(data, begin, end)
                slot, name = _find(table, first, second)
                if name < 0:
                    name = np.int32(names)
                    table[slot, 0], table[slot, 1] = first, second | np.uint64(names + 1)
                    begins[name], lengths[name] = begin, end - begin
                    names += 1
                    if names == len(begins):
                        begins = _doubled(begins)
                        lengths = _doubled(lengths)
                        table = _larger(table)
                if field == wanted[0]:
                    pairs[row, 0] = name
                if field == wanted[1]:
                    pairs[row, 1] = name
            if field == wanted[2]:
                weights[row] = _decimal(data, begin, end)
                if np.isnan(weights[row]):
                    if 3 * hards == len(hard):
                        hard = _doubled(hard)
                    hard[3 * hards], hard[3 * hards + 1], hard[3 * hards + 2] = row, begin, end
                    hards += 1
            field += 1
        if ended == FINE and field != fields:
            ended, found = FIELDS, field
        if ended != FINE:
            break
        row += 1
        i += delimiter == _SPACE
    return Scan(
        ended,
        at,
        found,
        pairs[:row],
        weights[:row],
        begins[:names],
        lengths[:names],
        hard[: 3 * hards].reshape(hards, 3),
    )


@njit(cache=True)
def _blank(byte: int, delimiter: int) -> bool:
    return byte in (_SPACE, _RETURN) or (byte == _TAB and delimiter != _TAB)


@njit(cache=True)
def _kinds(delimiter: int) -> Bytes:
    kind = np.zeros(256, np.uint8)
    for byte in range(_SPACE):
        kind[byte] = CONTROL
    kind[_TAB] = kind[_RETURN] = _INNER
    kind[_QUOTE] = QUOTE
    kind[_LINE] = kind[delimiter] = _STOP
    if delimiter == _SPACE:
        kind[_TAB] = _STOP
    return kind


@njit(cache=True)
def _hashes(data: Bytes, begin: int, end: int) -> tuple[np.uint64, np.uint64]:
    """96 bits that tell names apart: two sums of Fowler, Noll and Vo with different primes.

    Two of a million names would share all of them with probability 1e-17, so names themselves are
    not compared. The low 32 bits of the second word are left free.
    """
    first, second = np.uint64(14695981039346656037), np.uint64(9650029242287828579)
    for j in range(begin, end):
        byte = np.uint64(data[j])
        first = (first ^ byte) * np.uint64(1099511628211)
        second = (second ^ byte) * np.uint64(11400714819323198485)
    first ^= first >> np.uint64(32)
    return first, second & np.uint64(0xFFFFFFFF00000000)


@njit(cache=True)
def _find(table: NDArray[np.uint64], first: np.uint64, second: np.uint64) -> tuple[Any, Any]:
    """Slot of a name and its number, or the free slot where it belongs and -1.

    A slot holds the first hash, and the second one with the number + 1 in its low bits.
    """
    mask = len(table) - 1
    slot: Any = np.int64(first & np.uint64(mask))
    while True:
        word = table[slot, 1]
        if word == 0:
            return slot, -1
        if table[slot, 0] == first and (word & np.uint64(0xFFFFFFFF00000000)) == second:
            return slot, np.int64(word & np.uint64(0xFFFFFFFF)) - 1
        slot = (slot + 1) & mask


@njit(cache=True)
def _doubled(values: Any) -> Any:
    longer = np.empty(2 * len(values), values.dtype)
    for k in range(len(values)):
        longer[k] = values[k]
    return longer


@njit(cache=True)
def _larger(table: NDArray[np.uint64]) -> NDArray[np.uint64]:
    larger = np.zeros((2 * len(table), 2), np.uint64)
    mask = len(larger) - 1
    for k in range(len(table)):
        if table[k, 1] != 0:
            slot = np.int64(table[k, 0] & np.uint64(mask))
            while larger[slot, 1] != 0:
                slot = (slot + 1) & mask
            larger[slot, 0], larger[slot, 1] = table[k, 0], table[k, 1]
    return larger


@njit(cache=True)
def _decimal(data: Bytes, begin: int, end: int) -> float:
    """Correctly rounded value of a plain decimal of at most 15 digits, NaN for all else.

    Below 2^53 the digits are exact, and so are powers of ten up to 10^22: one rounding.
    """
    i = begin
    negative = i < end and data[i] == 45
    if i < end and (data[i] == 45 or data[i] == 43):
        i += 1
    mantissa = np.int64(0)
    digits = 0
    decimals = 0
    point = False
    while i < end:
        byte = data[i]
        if 48 <= byte <= 57:
            mantissa = 10 * mantissa + (np.int64(byte) - 48)
            digits += 1
            decimals += point
        elif byte == 46 and not point:
            point = True
        else:
            return np.nan
        i += 1
    if digits == 0 or digits > 15:
        return np.nan
    power = 1.0
    for _ in range(decimals):
        power *= 10.0
    value = mantissa / power
    return -value if negative else value


@njit(cache=True)
def fixed_width(data: Bytes, begins: Offsets, ends: Offsets, width: int) -> Bytes:
    """The words as rows of equal width, filled up with zero bytes."""
    words = np.zeros((len(begins), width), np.uint8)
    for k in range(len(begins)):
        for j in range(ends[k] - begins[k]):
            words[k, j] = data[begins[k] + j]
    return words


@njit(cache=True)
def whole_numbers(
    data: Bytes, begins: Offsets, lengths: NDArray[np.int32]
) -> tuple[Offsets, NDArray[np.bool_]]:
    """Each name as a number of up to 18 digits, and whether it is one."""
    values = np.zeros(len(begins), np.int64)
    fine = np.ones(len(begins), np.bool_)
    for k in range(len(begins)):
        fine[k] = lengths[k] <= 18
        for j in range(begins[k], begins[k] + lengths[k]):
            if not fine[k]:
                break
            digit = np.int64(data[j]) - 48
            fine[k] = 0 <= digit <= 9
            values[k] = 10 * values[k] + digit
    return values, fine
