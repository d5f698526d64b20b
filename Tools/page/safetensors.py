"""Reads safetensors files: a header of JSON, then the tensors' bytes."""

import json
import struct


class Safetensors:
    def __init__(self, path):
        with open(path, "rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            self.header = json.loads(file.read(length))
            self.data = file.read()
        self.metadata = self.header.pop("__metadata__", {})

    def names(self):
        return self.header.keys()

    def type(self, name):
        return self.header[name]["dtype"]

    def shape(self, name):
        return self.header[name]["shape"]

    def bytes(self, name):
        first, end = self.header[name]["data_offsets"]
        return self.data[first:end]

    def floats(self, name):
        """The numbers of a tensor, as floats."""
        data = self.bytes(name)
        code = {"F16": "e", "F32": "f"}[self.type(name)]
        return struct.unpack(f"<{len(data) // struct.calcsize(code)}{code}", data)
