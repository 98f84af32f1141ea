// A share of a core for processes, by a control group of the kernel (Linux; root, or a delegated group): version 1 or 2.
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const PERIOD_US = 50_000;
const V1 = '/sys/fs/cgroup/cpu';
const V2 = '/sys/fs/cgroup';

/**
 * Makes a group whose processes get a share of a core together, and no more. It is preferred to other work of the machine, so that the share is there as well.
 *
 * @param {string} name
 * @param {number} share of one core, such as 0.25
 * @returns {{ kind: string, add(pid: number): void, remove(): Promise<void> }} kind: which control groups they are
 * @throws where there are no control groups that may be written to
 */
export function cpuShare(name, share) {
  const version = existsSync(path.join(V1, 'cpu.cfs_quota_us')) ? 1 : 2;
  const folder = path.join(version === 1 ? V1 : V2, `ghostwriter-bench-${process.pid}-${name}`);
  const set = (file, value) => writeFileSync(path.join(folder, file), String(value));
  if (version === 2) writeFileSync(path.join(V2, 'cgroup.subtree_control'), '+cpu');
  mkdirSync(folder);
  if (version === 1) {
    set('cpu.cfs_period_us', PERIOD_US);
    set('cpu.cfs_quota_us', Math.round(PERIOD_US * share));
    set('cpu.shares', 100_000);
  } else {
    set('cpu.max', `${Math.round(PERIOD_US * share)} ${PERIOD_US}`);
    set('cpu.weight', 10_000);
  }
  return {
    kind: `control groups, version ${version}`,
    // Processes that it starts from now on are in the group too.
    add: (pid) => set('cgroup.procs', pid),
    async remove() {
      for (let tries = 0; tries < 50; tries++) {
        try {
          return rmdirSync(folder);
        } catch {
          // A process of it is ending.
          await wait(100);
        }
      }
      console.error(`${folder} could not be removed: a process is in it.`);
    },
  };
}
