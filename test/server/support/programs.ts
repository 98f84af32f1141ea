import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DIST } from '../../unit/support/paths.ts';

const CLI = path.join(DIST, 'cli.js');

/** A program of the product that runs until it is told to end. */
export interface Program {
  readonly child: ChildProcess;
  /** The first line of its stdout. */
  readonly said: string;
  /** All that it has written to stderr so far. */
  readonly log: () => string;
  /** Asks it to end, and waits for that. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface RunningServer extends Program {
  readonly url: string;
  readonly data: string;
}

const running = new Set<Program>();
const folders: string[] = [];

/** A new empty folder that goes away with {@link endAll}. */
export function dataFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ghostwriter-server-'));
  folders.push(folder);
  return path.join(folder, 'data');
}

/** Starts the built command line and waits for what it says first. */
export function start(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  openFiles?: number,
): Promise<Program> {
  const program = [process.execPath, CLI, ...args];
  const [command = '', ...rest] =
    openFiles === undefined ? program : ['sh', '-c', `ulimit -n ${openFiles} && exec "$@"`, 'sh', ...program];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    const failed = (code: number | null) =>
      reject(new Error(`${args[0] ?? ''} ended with ${code ?? 'a signal'}: ${stderr}`));
    child.once('exit', failed);
    child.stdout.once('data', (chunk: Buffer) => {
      child.off('exit', failed);
      const program: Program = {
        child,
        said: chunk.toString().trim(),
        log: () => stderr,
        end: (signal = 'SIGTERM') =>
          new Promise((done) => {
            running.delete(program);
            if (child.exitCode !== null || child.signalCode !== null) return done(child.exitCode);
            child.once('exit', (code) => done(code));
            child.kill(signal);
          }),
      };
      running.add(program);
      resolve(program);
    });
  });
}

/** Starts a server on a free port. */
export async function startServer({
  data = dataFolder(),
  options = [],
  environment = {},
  openFiles,
}: {
  data?: string;
  options?: readonly string[];
  environment?: Readonly<Record<string, string>>;
  openFiles?: number;
} = {}): Promise<RunningServer> {
  const program = await start(
    ['serve', '--data', data, '--port', '0', '--jobs', '2', ...options],
    environment,
    openFiles,
  );
  return { ...program, url: program.said, data };
}

/** Makes a token. */
export function addToken(data: string, tenant: string, scopes = 'read,write'): string {
  return execFileSync(process.execPath, [CLI, 'token', 'add', '--data', data, '--tenant', tenant, '--scopes', scopes], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

/** Ends everything that was started, and deletes its folders. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map((program) => program.end('SIGKILL')));
  for (const folder of folders.splice(0))
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** Whether there is a Redis to test with. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export interface RunningRedis {
  readonly url: string;
  readonly child: ChildProcess;
}

/** Starts a Redis of its own, with its log of operations, on a port that is free. */
export async function startRedis(folder: string, port?: number): Promise<RunningRedis> {
  mkdirSync(folder, { recursive: true });
  port ??= await freePort();
  const child = spawn(
    'redis-server',
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--appendonly',
      'yes',
      '--appendfsync',
      'always',
      '--save',
      '',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code ?? 'a signal'}`)));
    child.stdout.on('data', (chunk: Buffer) => chunk.toString().includes('Ready to accept connections') && resolve());
  });
  return { url: `redis://127.0.0.1:${port}`, child };
}

export interface RunningS3 {
  /** What programs that use it have in their environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  readonly child: ChildProcess;
}

/** Starts an S3 server with a bucket `ghostwriter`, which keeps its objects in a folder. */
export async function startS3(folder: string, port = 0): Promise<RunningS3> {
  mkdirSync(folder, { recursive: true });
  const child = spawn(
    process.execPath,
    ['--openssl-legacy-provider', path.join(import.meta.dirname, 's3-server.mjs'), folder, String(port)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const listening = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the S3 server ended with ${code ?? 'a signal'}`)));
    child.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())));
  });
  const environment = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${listening}`,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'S3RVER',
    AWS_SECRET_ACCESS_KEY: 'S3RVER',
  };
  return { environment, port: listening, child };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
