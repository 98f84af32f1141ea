import type { RedisOptions } from 'bullmq';

/** How BullMQ connects. Workers and listeners wait for Redis as long as it takes; what a client asks fails soon, so that an answer can say it. */
export function connectionTo(url: string, patient: boolean): RedisOptions {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  const db = Number(pathname.slice(1) || 0);
  return {
    host: hostname.replace(/^\[|\]$/g, '') || '127.0.0.1',
    port: Number(port || 6379),
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(db > 0 && { db }),
    ...(protocol === 'rediss:' && { tls: {} }),
    maxRetriesPerRequest: patient ? null : 3,
    retryStrategy: (times: number) => Math.min(5000, 100 * 2 ** Math.min(times, 6)),
  };
}
