// Loaded into the server by load-service.mjs (node --import): on SIGUSR2 it writes what the process holds, before and after a collection, as a line to the file that GHOSTWRITER_MEMORY_FILE names.
// What a process has resident breathes with the collector; what is left after a collection is what grows where something leaks.
import { appendFileSync } from 'node:fs';
import v8 from 'node:v8';
import vm from 'node:vm';

// The server alone: the processes that it starts have the same environment.
if (process.argv[2] === 'serve') {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc');
  process.on('SIGUSR2', () => {
    const before = process.memoryUsage();
    collect();
    appendFileSync(
      process.env.GHOSTWRITER_MEMORY_FILE,
      `${JSON.stringify({ before, after: process.memoryUsage() })}\n`,
    );
  });
}
