// The one product that the corpus stage needs, as an ONNX model: A[m×d] · B[n×d]ᵀ → C[m×n], float32.
import { FLOAT, encodeModel, valueInfo } from './onnx-format.mjs';

/** @returns {Buffer} the model file */
export function buildGemm() {
  return encodeModel('rows-times-rows', {
    node: [{ op_type: 'Gemm', name: 'product', input: ['a', 'b'], output: ['c'], attribute: [{ name: 'transB', i: 1, type: 2 }] }],
    initializer: [],
    input: [valueInfo('a', FLOAT, 'm', 'd'), valueInfo('b', FLOAT, 'n', 'd')],
    output: [valueInfo('c', FLOAT, 'm', 'n')],
  });
}
