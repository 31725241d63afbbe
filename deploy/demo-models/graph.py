"""A thin layer over onnx.helper: names, weights and nodes of one graph."""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

MICROSOFT = "com.microsoft"


class Graph:
    def __init__(self, name: str):
        self.name, self.nodes, self.weights = name, [], {}
        self.inputs, self.outputs = [], []

    def input(self, name: str, kind: int, shape: list) -> str:
        self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, name: str, kind: int, shape: list) -> str:
        self.outputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def weight(self, name: str, values: np.ndarray) -> str:
        self.weights.setdefault(name, numpy_helper.from_array(np.array(values), name))  # np.array keeps a scalar a scalar
        return name

    def node(self, kind: str, inputs: list[str], outputs: str | list[str], domain: str = "", **attributes) -> str:
        outputs = [outputs] if isinstance(outputs, str) else outputs
        self.nodes.append(helper.make_node(kind, inputs, outputs, name=f"/{outputs[0]}", domain=domain, **attributes))
        return outputs[0]

    def half(self, name: str, values: np.ndarray) -> str:
        """A weight stored in 16 bits and computed with in 32; the runtime widens it once, at load."""
        stored = self.weight(name + ".half", values.astype(np.float16))
        return self.node("Cast", [stored], name, to=TensorProto.FLOAT)

    def linear8(self, name: str, x: str, matrix: np.ndarray, block: int = 32) -> str:
        """x · matrixᵀ with 8-bit weights, one scale for `block` of them; matrix is [out, in], in a multiple of `block`."""
        out, width = matrix.shape
        blocks = matrix.reshape(out, width // block, block)
        scales = np.maximum(np.abs(blocks).max(-1), 1e-8) / 127
        codes = (np.rint(blocks / scales[..., None]) + 128).astype(np.uint8)  # 128 stands for zero
        return self.node("MatMulNBits",
                         [x, self.weight(name + ".codes", codes), self.weight(name + ".scales", scales.astype(np.float32))],
                         name, domain=MICROSOFT, K=width, N=out, bits=8, block_size=block, accuracy_level=4)

    def model(self) -> onnx.ModelProto:
        graph = helper.make_graph(self.nodes, self.name, self.inputs, self.outputs, list(self.weights.values()))
        opsets = [helper.make_opsetid("", 21), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="freehold-demo-models")
