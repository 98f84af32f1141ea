import type * as vscode from 'vscode';

const KEY = 'ghostwriter.recentSources';
const KEPT = 8;

/** Sources that were analysed lately, latest first: each a list of absolute paths. */
export class RecentSources {
  constructor(private readonly state: vscode.Memento) {}

  list(): readonly (readonly string[])[] {
    return this.state.get<string[][]>(KEY, []);
  }

  async add(paths: readonly string[]): Promise<void> {
    const others = this.list().filter((known) => known.join('\n') !== paths.join('\n'));
    await this.state.update(KEY, [paths, ...others].slice(0, KEPT));
  }

  async remove(paths: readonly string[]): Promise<void> {
    await this.state.update(
      KEY,
      this.list().filter((known) => known.join('\n') !== paths.join('\n')),
    );
  }
}
