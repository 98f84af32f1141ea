import { notice, NoticeError } from '../report/notice.ts';

/** An event of a stream of server-sent events. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/** Characters of one event at most: what is longer comes from no server of ours. */
const MOST = 64 * 1024 ** 2;

/** Reads server-sent events as far as a server of ours writes them: `event` and `data` on a line each, comments between. */
export async function* serverEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    if (rest.length > MOST) throw new NoticeError(notice('event-too-long'));
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const { event, data } = Object.fromEntries(
        block
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()]),
      ) as Partial<ServerEvent>;
      if (event !== undefined && data !== undefined) yield { event, data };
    }
  }
}
