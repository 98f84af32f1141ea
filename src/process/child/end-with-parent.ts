import { Worker } from 'node:worker_threads';

const LOOK_EVERY_MS = 500;

/**
 * Ends this process once its parent is gone. A thread of its own looks, because a long computation keeps the main thread from hearing that the
 * channel to the parent was closed.
 */
export function endWithParent(): void {
  const watch = (parent: number, every: number) => `
    setInterval(() => {
      let alive = process.ppid === ${parent};
      try { process.kill(${parent}, 0); } catch (error) { alive &&= error.code === 'EPERM'; }
      if (!alive) process.kill(process.pid, 'SIGKILL');
    }, ${every});`;
  new Worker(watch(process.ppid, LOOK_EVERY_MS), { eval: true }).unref();
}
