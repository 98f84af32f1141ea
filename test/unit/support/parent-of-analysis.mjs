// Starts an analysis as a host does and says on stdout what its process is and how far it got; then it waits to be killed.
//   node parent-of-analysis.mjs <worker.js> <folder> <job folder>
import { fork } from 'node:child_process';

const [worker, folder, jobFolder] = process.argv.slice(2);
const child = fork(worker, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
console.log(`pid ${child.pid}`);
child.on('message', (message) => message.method === 'progress' && console.log(`stage ${message.params.stage}`));
const source = { kind: 'folder', name: 'texts', paths: [folder] };
const options = { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1 };
child.send({
  jsonrpc: '2.0',
  id: 1,
  method: 'analyze',
  params: { jobId: 'job', jobFolder, source, options, createdAt: '2030-01-01T00:00:00.000Z' },
});
