export interface Server {
  readonly port: number;
  readonly home: string;
  readonly url: string;
  readonly pid: number;
  readonly storage: string;
  stop(): Promise<void>;
  remove(): void;
}

export interface ServerOptions {
  readonly workspace?: string;
  readonly vsix?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly home?: string;
  readonly testDriver?: boolean;
  readonly proposedApis?: boolean;
}

export function startServer(options: ServerOptions): Promise<Server>;
