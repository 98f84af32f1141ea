import type * as vscode from 'vscode';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc';

class WebviewReader extends AbstractMessageReader {
  constructor(private readonly webview: vscode.Webview) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    return this.webview.onDidReceiveMessage((message: Message) => callback(message));
  }
}

class WebviewWriter extends AbstractMessageWriter {
  constructor(private readonly webview: vscode.Webview) {
    super();
  }

  async write(message: Message): Promise<void> {
    // False while the page is hidden: it asks for everything when it comes back.
    await this.webview.postMessage(message);
  }

  end(): void {
    // The panel's end is the connection's end.
  }
}

/** Connects the extension to a webview's page; not yet listening. */
export function connectToPage(webview: vscode.Webview): MessageConnection {
  return createMessageConnection(new WebviewReader(webview), new WebviewWriter(webview));
}
