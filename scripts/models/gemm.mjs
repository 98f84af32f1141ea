// The products that the corpus stage needs, as ONNX models, float32.
import { FLOAT, encodeModel, valueInfo } from './onnx-format.mjs';

/** A[m×d] · B[n×d]ᵀ → C[m×n]. @returns {Buffer} the model file */
export function buildGemm() {
  return encodeModel('rows-times-rows', {
    node: [
      {
        op_type: 'Gemm',
        name: 'product',
        input: ['a', 'b'],
        output: ['c'],
        attribute: [{ name: 'transB', i: 1, type: 2 }],
      },
    ],
    initializer: [],
    input: [valueInfo('a', FLOAT, 'm', 'd'), valueInfo('b', FLOAT, 'n', 'd')],
    output: [valueInfo('c', FLOAT, 'm', 'n')],
  });
}

/** max(0, A[m×d] · B[n×d]ᵀ)/2 + P[m×e] · Q[n×e]ᵀ/2 → C[m×n]. @returns {Buffer} the model file */
export function buildSimilarity() {
  const half = [
    { name: 'alpha', f: 0.5, type: 1 },
    { name: 'transB', i: 1, type: 2 },
  ];
  return encodeModel('mean-of-two-products', {
    node: [
      { op_type: 'Gemm', name: 'first', input: ['a', 'b'], output: ['ab'], attribute: half },
      { op_type: 'Relu', name: 'positive', input: ['ab'], output: ['positive'], attribute: [] },
      { op_type: 'Gemm', name: 'second', input: ['p', 'q', 'positive'], output: ['c'], attribute: half },
    ],
    initializer: [],
    input: [
      valueInfo('a', FLOAT, 'm', 'd'),
      valueInfo('b', FLOAT, 'n', 'd'),
      valueInfo('p', FLOAT, 'm', 'e'),
      valueInfo('q', FLOAT, 'n', 'e'),
    ],
    output: [valueInfo('c', FLOAT, 'm', 'n')],
  });
}
