// Loaded before a program (node --require): lets calls to the file system fail. FAILING_DISK is "<function> <code> <after so many calls> <part of the path>";
// a write that fails has written half of its bytes before.
const fs = require('node:fs');
const [name, code, after, part] = (process.env.FAILING_DISK ?? '').split(' ');
const paths = new Map();
let calls = 0;
const failure = () => Object.assign(new Error(`${code}: injected, ${name}`), { code, syscall: name });
const hits = (path) => String(path).includes(part) && ++calls > Number(after);

const { openSync, writeSync } = fs;
fs.openSync = (path, ...rest) => {
  if (name === 'openSync' && rest[0] !== 'r' && hits(path)) throw failure();
  const descriptor = openSync(path, ...rest);
  paths.set(descriptor, path);
  return descriptor;
};
fs.writeSync = (descriptor, bytes, offset, length, position) => {
  if (name !== 'writeSync' || !hits(paths.get(descriptor) ?? ''))
    return writeSync(descriptor, bytes, offset, length, position);
  if (length > 1) writeSync(descriptor, bytes, offset, length >> 1, position);
  throw failure();
};
for (const asynchronous of ['rename', 'open']) {
  const original = fs.promises[asynchronous];
  fs.promises[asynchronous] = (path, ...rest) =>
    name === asynchronous && hits(path) ? Promise.reject(failure()) : original(path, ...rest);
}

// GHOSTWRITER_CLOCK is a seed: then the clock jumps by up to a year, forwards and back, every few times that it is asked.
if (process.env.GHOSTWRITER_CLOCK) {
  const YEAR = 365 * 24 * 3600 * 1000;
  let state = Number(process.env.GHOSTWRITER_CLOCK) >>> 0;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const Real = Date;
  let offset = 0;
  const now = () => {
    if (random() < 0.2) offset = Math.floor((2 * random() - 1) * YEAR);
    return Real.now() + offset;
  };
  globalThis.Date = class Date extends Real {
    constructor(...given) {
      super(...(given.length === 0 ? [now()] : given));
    }
    static now() {
      return now();
    }
  };
}
