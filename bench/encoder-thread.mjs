// A thread of the encoder benchmark: loads one encoder, embeds the texts that it is sent.
import { parentPort, workerData } from 'node:worker_threads';
import { load, modelsFolder } from './product.mjs';

const { Encoder, StaticEncoder, sentencesOf } = await load(
  'analysis/document/encoder',
  'analysis/document/static-encoder',
  'analysis/document/segments',
);
const encoder = await (workerData.tier === 'fast' ? StaticEncoder : Encoder).load(modelsFolder);
parentPort.on('message', async (texts) => {
  for (const text of texts) await encoder.embed(text, sentencesOf(text));
  parentPort.postMessage('done');
});
parentPort.postMessage('ready');
