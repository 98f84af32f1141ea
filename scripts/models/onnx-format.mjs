// Writes ONNX files: the part of onnx.proto (ONNX IR 8) that our models use.
import protobuf from 'protobufjs';

const { root } = protobuf.parse(
  `syntax = "proto3";
message Attribute { string name = 1; float f = 2; int64 i = 3; repeated int64 ints = 8; int32 type = 20; }
message Node { repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4; repeated Attribute attribute = 5; string domain = 7; }
message Tensor { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
message Dim { int64 dim_value = 1; string dim_param = 2; }
message Shape { repeated Dim dim = 1; }
message TensorType { int32 elem_type = 1; Shape shape = 2; }
message Type { TensorType tensor_type = 1; }
message ValueInfo { string name = 1; Type type = 2; }
message Graph { repeated Node node = 1; string name = 2; repeated Tensor initializer = 5; repeated ValueInfo input = 11; repeated ValueInfo output = 12; }
message OpSet { string domain = 1; int64 version = 2; }
message Model { int64 ir_version = 1; string producer_name = 2; Graph graph = 7; repeated OpSet opset_import = 8; }`,
  { keepCase: true },
);

/** Element types of tensors. */
export const FLOAT = 1,
  INT8 = 3,
  INT64 = 7;

/** A graph's input or output: `dims` are sizes, or names of sizes that are known at run time only. */
export const valueInfo = (name, type, ...dims) => ({
  name,
  type: {
    tensor_type: {
      elem_type: type,
      shape: { dim: dims.map((d) => (typeof d === 'string' ? { dim_param: d } : { dim_value: d })) },
    },
  },
});

/** A model file of opset 18 with one graph. */
export function encodeModel(name, graph) {
  const Model = root.lookupType('Model');
  return Buffer.from(
    Model.encode(
      Model.create({
        ir_version: 8,
        producer_name: 'build-encoder',
        opset_import: [{ domain: '', version: 18 }],
        graph: { name, ...graph },
      }),
    ).finish(),
  );
}
