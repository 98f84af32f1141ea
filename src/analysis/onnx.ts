import * as ort from 'onnxruntime-node';

/** A named input or output of a model: elements row by row, and their shape. */
export interface TensorData {
  readonly data: Float32Array | BigInt64Array;
  readonly shape: readonly number[];
}

/** A loaded ONNX model. Runs are synchronous inside the runtime: they block the calling thread. */
export interface OnnxModel {
  /**
   * Runs the model; gives its outputs by name.
   *
   * @param into where outputs are written to; new memory for the others
   */
  run(
    inputs: Readonly<Record<string, TensorData>>,
    into?: Readonly<Record<string, TensorData>>,
  ): Promise<Record<string, Float32Array>>;
  /** Frees the model's memory. */
  release(): Promise<void>;
}

/** Threads that wait for work do not spin: a laptop has other things to do, and between two products comes work that only one thread does. */
const SLEEPING = { session: { intra_op: { allow_spinning: '0' } } };

/**
 * Loads an ONNX model on the CPU.
 *
 * @param threads threads inside one operator; results are bit-identical from run to run with 1
 */
export async function loadOnnxModel(model: Uint8Array, threads = 1): Promise<OnnxModel> {
  const session = await ort.InferenceSession.create(model, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    extra: SLEEPING,
  });
  return {
    async run(inputs, into) {
      const outputs = await (into ? session.run(tensors(inputs), tensors(into)) : session.run(tensors(inputs)));
      return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, tensor.data as Float32Array]));
    },
    release: () => session.release(),
  };
}

function tensors(data: Readonly<Record<string, TensorData>>): Record<string, ort.Tensor> {
  return Object.fromEntries(
    Object.entries(data).map(([name, { data: numbers, shape }]) => [
      name,
      numbers instanceof Float32Array
        ? new ort.Tensor('float32', numbers, shape)
        : new ort.Tensor('int64', numbers, shape),
    ]),
  );
}
