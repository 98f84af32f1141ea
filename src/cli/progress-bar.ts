import { type Progress, type Stage, STAGE_NAMES } from '../protocol/job.ts';

const WIDTH = 24;

/** Shows progress on a stream: one line that is drawn again on a terminal, one line a stage elsewhere. */
export class ProgressBar {
  private stage: Stage | undefined;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  show(progress: Progress): void {
    if (this.stream.isTTY) this.stream.write(`\r\x1b[K${barLine(progress)}`);
    else if (progress.stage !== this.stage) this.stream.write(`${STAGE_NAMES[progress.stage]}${progress.total > 0 ? ` (${progress.total})` : ''}\n`);
    this.stage = progress.stage;
  }

  /** Takes the line away again. */
  clear(): void {
    if (this.stream.isTTY) this.stream.write('\r\x1b[K');
  }
}

function barLine({ stage, fraction, done, total, secondsLeft }: Progress): string {
  const filled = Math.round(fraction * WIDTH);
  const count = total > 0 ? ` · ${done.toLocaleString('en')}/${total.toLocaleString('en')}` : '';
  const left = secondsLeft === null ? '' : ` · ${secondsLeft} s left`;
  return `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${Math.floor(fraction * 100)}% · ${STAGE_NAMES[stage]}${count}${left}`;
}
