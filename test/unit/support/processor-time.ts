/**
 * Processor time that this process has had, in milliseconds. What must not grow without end is held against it and not against the clock, which other
 * programs move as well.
 */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
