// A fresh workspace in a VS Code that has the packed extension, and a browser that shows it.
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright';
import { vsixPath } from '../../scripts/vsix.mjs';
import type { Report } from '../../src/report/report.ts';
import { sampleWorkspace } from './batches.ts';
import { launchBrowser, openWorkbench, until } from './driver.ts';
import { type Server, startServer } from './server.mjs';

/** Where tests leave pictures of what they see. */
export const SCREENSHOTS = path.join(import.meta.dirname, '../../build/screenshots/workbench');

export class Session {
  private constructor(
    readonly workspace: string,
    readonly server: Server,
    readonly browser: Browser,
    readonly page: Page,
  ) {}

  /** @param options for a server of its own: what is installed instead of the product alone, the user's settings, whether extensions may use proposed APIs, and VS Code's display language */
  static async start(
    workspace = sampleWorkspace(),
    home?: string,
    {
      language,
      ...options
    }: {
      readonly vsix?: readonly string[];
      readonly settings?: Readonly<Record<string, unknown>>;
      readonly proposedApis?: boolean;
      readonly language?: string;
    } = {},
  ): Promise<Session> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    const server = await startServer({
      workspace,
      ...(home === undefined ? { vsix: [vsixPath()], ...options } : { home }),
    });
    const browser = await launchBrowser();
    return new Session(
      workspace,
      server,
      browser,
      await openWorkbench(browser, server, language === undefined ? {} : { language }),
    );
  }

  /** Ends browser and server, and starts both again with the state that they left. */
  async restart(whileEnded: () => Promise<void>): Promise<Session> {
    await this.browser.close();
    await this.server.stop();
    await whileEnded();
    return Session.start(this.workspace, this.server.home);
  }

  async end(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    this.server.remove();
  }

  /** The text of a file in the workspace, once it is there. */
  exported(name: string): Promise<string> {
    const file = path.join(this.workspace, name);
    return until(
      () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
      () => `${name} was not saved; there is ${readdirSync(this.workspace).join(', ')}`,
    );
  }

  async exportedReport(name: string): Promise<Report> {
    return JSON.parse(await this.exported(name)) as Report;
  }

  activityBarIcon(name: string) {
    // The item, not its label: that lies below the badge.
    return this.page
      .locator('.activitybar .action-item', { has: this.page.locator(`.action-label[aria-label*="${name}"]`) })
      .first();
  }
}
