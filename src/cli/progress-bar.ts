import { type Progress, type Stage, stageName } from '../protocol/job.ts';
import { canMoveCursor, coloured } from './terminal.ts';

const WIDTH = 24;

/** Shows progress on a stream: one line that is drawn again on a terminal, one line a stage elsewhere. */
export class ProgressBar {
  private stage: Stage | undefined;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  show(progress: Progress): void {
    if (canMoveCursor(this.stream)) this.stream.write(`\r\x1b[K${this.line(progress)}`);
    else if (progress.stage !== this.stage)
      this.stream.write(`${stageName(progress.stage)}${progress.total > 0 ? ` (${progress.total})` : ''}\n`);
    this.stage = progress.stage;
  }

  /** Takes the line away again. */
  clear(): void {
    if (canMoveCursor(this.stream)) this.stream.write('\r\x1b[K');
  }

  /** Never wider than the terminal: a line that wraps could not be drawn again. */
  private line({ stage, fraction, done, total, secondsLeft }: Progress): string {
    const filled = Math.round(fraction * WIDTH);
    const count = total > 0 ? ` · ${done.toLocaleString('en')}/${total.toLocaleString('en')}` : '';
    const left = secondsLeft === null ? '' : ` · ${secondsLeft} s left`;
    const text = ` ${Math.floor(fraction * 100)}% · ${stageName(stage)}${count}${left}`.slice(
      0,
      Math.max(0, (this.stream.columns || 80) - WIDTH - 1),
    );
    return `${coloured('green', '█'.repeat(filled), this.stream)}${'░'.repeat(WIDTH - filled)}${text}`;
  }
}
