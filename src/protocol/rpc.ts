/**
 * Interfaces across a connection: one side exposes an object, the other calls it as if it were its own. Methods take and give plain data; a function among the arguments is called
 * across as well, and an `AbortSignal` stops the call on the other side. `undefined` and `null` are one among arguments.
 */
import {
  CancellationTokenSource,
  ConnectionError,
  ErrorCodes,
  type MessageConnection,
  ParameterStructures,
  ProgressType,
  ResponseError,
} from 'vscode-jsonrpc';
import { signalOf } from './abort-signal.ts';
import { messageOf } from './message-of.ts';

/** The methods of an interface as its proxy has them: also those that an implementation may leave out. */
export type Proxied<T> = {
  readonly [K in keyof T]-?: NonNullable<T[K]> extends (...args: infer A) => Promise<infer R>
    ? (...args: A) => Promise<R>
    : never;
};

/** Those of an interface that is only told things. */
export type Told<T> = {
  readonly [K in keyof T]-?: NonNullable<T[K]> extends (...args: infer A) => void
    ? (...args: A) => Promise<void>
    : never;
};

type Method = (...args: unknown[]) => unknown;

/** What a function among the arguments was called with, on its way back. */
const CALLED = new ProgressType<readonly unknown[]>();
/** Stands for the signal that stops a call. */
const SIGNAL = '$signal';
/** Names a function of the caller. */
const FUNCTION = '$function';

let functions = 0;

/** Lets the other side call an object's own methods, and nothing else of it. A failure goes there with its message. */
export function expose(connection: MessageConnection, implementation: object): void {
  const methodOf = (name: string) => {
    const method: unknown = Object.hasOwn(implementation, name)
      ? (implementation as Record<string, unknown>)[name]
      : undefined;
    return typeof method === 'function' ? (method as Method) : undefined;
  };
  connection.onRequest(async (name, params, token) => {
    const method = methodOf(name);
    if (!method) throw new ResponseError(ErrorCodes.MethodNotFound, `Nobody here can do that: ${name}.`);
    try {
      return (await method(...received(connection, params, signalOf(token)))) ?? null;
    } catch (error) {
      throw error instanceof ResponseError ? error : new ResponseError(ErrorCodes.InternalError, messageOf(error));
    }
  });
  connection.onNotification((name, params) => void methodOf(name)?.(...received(connection, params)));
}

/** The object that the other side exposes. A method that it does not have fails when it is called. */
export function proxy<T extends object>(connection: MessageConnection): Proxied<T> {
  return methods((name, args) => call(connection, name, args)) as Proxied<T>;
}

/** The same where no answer is waited for: a page that is hidden gives none. A call ends once it is on its way; whoever is gone is not told. */
export function announce<T extends object>(connection: MessageConnection): Told<T> {
  return methods((name, args) =>
    whileThere(() => connection.sendNotification(name, ParameterStructures.byPosition, ...args)),
  ) as Told<T>;
}

/** Whoever has closed the connection needs no telling. */
async function whileThere(tell: () => Promise<void>): Promise<void> {
  try {
    await tell();
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
  }
}

function methods(called: (name: string, args: readonly unknown[]) => Promise<unknown>): object {
  return new Proxy(
    {},
    {
      // What has a `then` would be taken for a promise.
      get: (_, name) =>
        typeof name === 'string' && name !== 'then' ? async (...args: unknown[]) => called(name, args) : undefined,
    },
  );
}

async function call(connection: MessageConnection, name: string, args: readonly unknown[]): Promise<unknown> {
  const stop = new CancellationTokenSource();
  const listening: { dispose(): void }[] = [];
  const sent = args.map((arg) => {
    if (arg instanceof AbortSignal) {
      if (arg.aborted) stop.cancel();
      arg.addEventListener('abort', () => stop.cancel(), { once: true });
      return { [SIGNAL]: true };
    }
    if (typeof arg !== 'function') return arg;
    const id = `${name} ${++functions}`;
    listening.push(connection.onProgress(CALLED, id, (given) => void (arg as Method)(...given)));
    return { [FUNCTION]: id };
  });
  try {
    return (await connection.sendRequest(name, ParameterStructures.byPosition, ...sent, stop.token)) ?? undefined;
  } finally {
    for (const one of listening) one.dispose();
  }
}

/** Arguments as the implementation takes them. */
function received(connection: MessageConnection, params: unknown, signal?: AbortSignal): unknown[] {
  return (Array.isArray(params) ? (params as unknown[]) : []).map((arg) => {
    if (typeof arg !== 'object' || arg === null) return arg ?? undefined;
    if (SIGNAL in arg) return signal;
    if (!(FUNCTION in arg)) return arg;
    const id = String(arg[FUNCTION]);
    return (...given: unknown[]) => void whileThere(() => connection.sendProgress(CALLED, id, given));
  });
}
