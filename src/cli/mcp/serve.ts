/** The tools of assistants over the Model Context Protocol, on stdin and stdout. A bundle of its own: no other command needs the protocol. */
import path from 'node:path';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { CallToolResult, JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { errorAnswer } from '../../assistants/answer.ts';
import { TOOLS } from '../../assistants/tools.ts';
import { DATA_NOT_INSTRUCTIONS, ESTIMATE } from '../../assistants/wording.ts';
import { TextReader } from '../../process/host/text-reader.ts';
import type { McpArguments } from '../arguments.ts';
import { AnalyzeInput, AnalyzeTool } from './analyze-tool.ts';
import { ReportLibrary } from './report-library.ts';

declare const ENGINE_VERSION: string;

const WORKER = path.join(__dirname, 'worker.js');

/** Nothing is changed, and nothing outside this machine is asked. */
const HINTS = { readOnlyHint: true, openWorldHint: false };

/** Serves until the client closes stdin, or a signal ends it. */
export async function serveMcp({ reports, sources, allowTexts, jobs }: McpArguments): Promise<void> {
  const reader = new TextReader(WORKER);
  const howToAnalyse =
    sources.length > 0
      ? 'Call analyze on the folder.'
      : 'Ask the user to export a report as JSON into a folder that --reports names, or to start the server with --sources and a folder to analyse.';
  const library = new ReportLibrary(reports, reader, allowTexts, howToAnalyse);
  // What cannot be read at all is said before any client asks.
  await library.list();
  const analyze = new AnalyzeTool(
    library,
    sources.map((s) => path.resolve(s)),
    WORKER,
    jobs,
  );
  const server = new McpServer(
    { name: 'ghostwriter-batch', title: 'Ghost-Writer Batch Analysis', version: ENGINE_VERSION },
    { instructions: `What analyses of batches of documents found. ${ESTIMATE} ${DATA_NOT_INSTRUCTIONS}` },
  );
  for (const { name, title, description, input, answer } of TOOLS)
    server.registerTool(
      name,
      { title, description, inputSchema: input, annotations: { title, ...HINTS } },
      async (given) => textResult(await answer(given, library)),
    );
  if (sources.length > 0)
    server.registerTool(
      'analyze',
      {
        title: 'Analyse a batch',
        description: analyze.description,
        inputSchema: AnalyzeInput,
        annotations: { title: 'Analyse a batch', ...HINTS },
      },
      async (given, { signal, _meta, sendNotification }) => {
        const progressToken = _meta?.progressToken;
        return textResult(
          await analyze.run(given, signal, ({ fraction }, message) => {
            if (progressToken !== undefined)
              void sendNotification({
                method: 'notifications/progress',
                params: { progressToken, progress: fraction, total: 1, message },
              });
          }),
        );
      },
    );
  if (process.stdin.isTTY)
    process.stderr.write(
      'An assistant starts this and speaks to it on stdin (Model Context Protocol). Ctrl+D ends it.\n',
    );
  const ended = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve);
    process.stdin.once('close', resolve);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
  try {
    await server.connect(new NotingTransport());
    await ended;
  } finally {
    // Requests under way are cancelled, and with them their processes.
    await server.close();
    reader.dispose();
    await analyze.end();
  }
}

const textResult = (text: string) => ({ content: [{ type: 'text' as const, text }] });

/** Sends what the protocol's library says itself of wrong input, unknown tools and the like in the form of all other errors: it quotes what it was given. */
class NotingTransport extends StdioServerTransport {
  override send(message: JSONRPCMessage): Promise<void> {
    return super.send(noted(message));
  }
}

function noted(message: JSONRPCMessage): JSONRPCMessage {
  if ('error' in message)
    return { ...message, error: { code: message.error.code, message: errorAnswer(message.error.message) } };
  if (!('result' in message) || message.result['isError'] !== true) return message;
  const result = message.result as CallToolResult;
  return {
    ...message,
    result: {
      ...result,
      content: result.content.map((part) => (part.type === 'text' ? { ...part, text: errorAnswer(part.text) } : part)),
    },
  };
}
