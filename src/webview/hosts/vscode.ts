import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/browser';
import type { PanelHost } from '../../protocol/panel-host.ts';
import { expose, proxy } from '../../protocol/rpc.ts';
import type { PageConnection } from './page-connection.ts';

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

/** Connects a webview's page to the extension; not yet listening. */
export function connectToExtension(api: VsCodeApi): MessageConnection {
  return createMessageConnection(new PageReader(), new PageWriter(api));
}

/** The extension, for the page of results in its webview. */
export function connectPanel(api: VsCodeApi): PageConnection {
  return {
    connect(page) {
      const connection = connectToExtension(api);
      expose(connection, page);
      connection.listen();
      return proxy<PanelHost>(connection);
    },
    saved: () => api.getState(),
    save: (state) => api.setState(state),
  };
}
