import * as ort from 'onnxruntime-node';

/** A named input or output of a model: elements row by row, and their shape. */
export interface TensorData {
  readonly data: Float32Array | BigInt64Array;
  readonly shape: readonly number[];
}

/** A loaded ONNX model. Runs are synchronous inside the runtime: they block the calling thread. */
export interface OnnxModel {
  /** Runs the model; gives its outputs by name. */
  run(inputs: Readonly<Record<string, TensorData>>): Promise<Record<string, Float32Array>>;
  /** Frees the model's memory. */
  release(): Promise<void>;
}

/**
 * Loads an ONNX model on the CPU.
 *
 * @param threads threads inside one operator; results are bit-identical from run to run with 1
 */
export async function loadOnnxModel(model: Uint8Array, threads = 1): Promise<OnnxModel> {
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: threads, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all' });
  return {
    async run(inputs) {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, { data, shape }]) => [name, data instanceof Float32Array ? new ort.Tensor('float32', data, shape) : new ort.Tensor('int64', data, shape)]),
      );
      const outputs = await session.run(feeds);
      return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, tensor.data as Float32Array]));
    },
    release: () => session.release(),
  };
}
