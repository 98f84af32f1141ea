/** Runs something without the right to read and write everything, which the tests have where they run as root. */
export async function unprivileged(run: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return run();
  process.setegid?.(65_534);
  process.seteuid?.(65_534);
  try {
    await run();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}
