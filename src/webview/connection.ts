import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/browser';

/** What VS Code gives a webview's page, once. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

class PageReader extends AbstractMessageReader {
  listen(callback: DataCallback): Disposable {
    const receive = (event: MessageEvent) => callback(event.data as Message);
    window.addEventListener('message', receive);
    return { dispose: () => window.removeEventListener('message', receive) };
  }
}

class PageWriter extends AbstractMessageWriter {
  constructor(private readonly api: VsCodeApi) {
    super();
  }

  write(message: Message): Promise<void> {
    this.api.postMessage(message);
    return Promise.resolve();
  }

  end(): void {
    // The page's end is the connection's end.
  }
}

/** Connects the page to the extension; listening. */
export function connectToHost(api: VsCodeApi): MessageConnection {
  const connection = createMessageConnection(new PageReader(), new PageWriter(api));
  connection.listen();
  return connection;
}
