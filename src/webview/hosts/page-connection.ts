import type { PanelHost, PanelPage } from '../../protocol/panel-host.ts';

/** How the page of results reaches its host, and where it keeps what was chosen. */
export interface PageConnection {
  /** Tells the page from now on. */
  connect(page: PanelPage): PanelHost;
  /** What the page saved last; `undefined` where there is nothing. */
  saved(): unknown;
  save(state: unknown): void;
}

declare global {
  /** Set by the script of an exported page, or of the service, before the panel's own. */
  var ghostwriterHost: PageConnection | undefined;
}
