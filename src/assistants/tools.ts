import type * as z from 'zod/mini';
import { IN_WORDS, issuesText } from '../protocol/schema-issues.ts';
import { messageOf } from '../protocol/message-of.ts';
import type { Report, ReportDocument } from '../report/report.ts';
import { answered } from './answer.ts';
import { clustersAnswer, listAnswer, nearCopiesAnswer, summaryAnswer } from './batch.ts';
import { documentRow, documentsAnswer } from './documents.ts';
import { type Evidence, explainAnswer } from './explain.ts';
import { findAnalysis, findDocument } from './find.ts';
import { ExplainInput, ListInput, QueryInput } from './inputs.ts';
import { AssistantError, type Library } from './library.ts';
import { pairsAnswer } from './pairs.ts';
import { ESTIMATE, name, rounded } from './wording.ts';

/** What goes out with an answer: of all analyses, of one, of a document in one; of some analysis where it is not known which; nothing where the call is not understood. */
export interface Given {
  readonly what:
    'all-figures' | 'figures' | 'figures-and-names' | 'scores' | 'scores-and-passages' | 'findings' | 'nothing';
  /** Names of the analysis and of the document, where one is meant. */
  readonly analysis?: string;
  readonly document?: string;
}

/** A tool of assistants, the same in the editor and over MCP. */
export interface Tool {
  readonly name: 'listAnalyses' | 'queryAnalysis' | 'explainDocument';
  readonly title: string;
  /** For the model. */
  readonly description: string;
  readonly input: z.ZodMiniObject;
  /** What goes out with an answer, for the user who confirms the call. Never fails. */
  readonly gives: (input: unknown, library: Library) => Promise<Given>;
  /** The answer as JSON, a few kilobytes. Rejects with a message that says what to do next. */
  readonly answer: (input: unknown, library: Library) => Promise<string>;
}

const FIGURES_ONLY =
  'Answers hold figures, names of files and positions; passages of texts only where the user allowed it.';

export const TOOLS: readonly Tool[] = [
  tool({
    name: 'listAnalyses',
    title: 'List analyses',
    description: `Lists the batch analyses of Ghost-Writer: id, name, state and counts, newest first. Use it first, to find the id that the other tools take. ${ESTIMATE}`,
    input: ListInput,
    gives: () => Promise.resolve({ what: 'all-figures' }),
    answer: async (page, library) => listAnswer(await library.list(), page),
  }),
  tool({
    name: 'queryAnalysis',
    title: 'Query an analysis',
    description: `Answers what a Ghost-Writer analysis of a batch of documents found: a summary, documents by level, cluster or name, clusters, near-copies, copied pairs with positions, or documents that are about something. ${FIGURES_ONLY} ${ESTIMATE}`,
    input: QueryInput,
    gives: async ({ analysis, about }, library) => ({
      what: about === 'summary' ? 'figures' : 'figures-and-names',
      analysis: await meant(library, analysis),
    }),
    answer: query,
  }),
  tool({
    name: 'explainDocument',
    title: 'Explain a document',
    description: `Says why a document of a Ghost-Writer analysis scores as it does: level, interval, what makes it more or less certain, what the score does not mean, which places moved it, what it is most similar to and what it shares with others. ${FIGURES_ONLY} ${ESTIMATE}`,
    input: ExplainInput,
    gives: async ({ analysis, document }, library) => ({
      what: library.textsAllowed() ? 'scores-and-passages' : 'scores',
      document: name(document),
      analysis: await meant(library, analysis),
    }),
    answer: explain,
  }),
];

interface Described<S extends z.ZodMiniObject> extends Pick<Tool, 'name' | 'title' | 'description'> {
  readonly input: S;
  readonly gives: (input: z.output<S>, library: Library) => Promise<Given>;
  readonly answer: (input: z.output<S>, library: Library) => Promise<object>;
}

function tool<S extends z.ZodMiniObject>({ input, gives, answer, ...described }: Described<S>): Tool {
  return {
    ...described,
    input,
    gives: async (given, library) => {
      const parsed = input.safeParse(given);
      return parsed.success
        ? gives(parsed.data, library).catch((): Given => ({ what: 'findings' }))
        : { what: 'nothing' };
    },
    answer: (given, library) => answered(() => answer(checked(input, given), library)),
  };
}

function checked<S extends z.ZodMiniObject>(schema: S, given: unknown): z.output<S> {
  const { data, error } = schema.safeParse(given ?? {}, IN_WORDS);
  if (error)
    throw new AssistantError(
      `The call is not understood: ${issuesText(error, 'the input')}. Call again with what the tool's description asks for.`,
    );
  return data;
}

async function meant(library: Library, wanted: string | undefined): Promise<string> {
  return name((await findAnalysis(library, wanted)).name);
}

async function query(input: z.output<typeof QueryInput>, library: Library): Promise<object> {
  const { id } = await findAnalysis(library, input.analysis);
  const report = await library.report(id);
  const page = { offset: input.offset, limit: input.limit };
  switch (input.about) {
    case 'summary':
      return summaryAnswer(id, report);
    case 'documents':
      return documentsAnswer(report, input, input.sort, input.reverse, page);
    case 'clusters':
      return clustersAnswer(report, page);
    case 'near-copies':
      return nearCopiesAnswer(report, page);
    case 'pairs':
      return pairsAnswer(
        report,
        {
          kind: input.kind,
          document: input.document === undefined ? undefined : findDocument(report, input.document).id,
        },
        page,
      );
    case 'search':
      return search(id, report, input, library);
  }
}

async function search(
  id: string,
  { documents }: Report,
  { query: words, offset, limit }: z.output<typeof QueryInput>,
  library: Library,
) {
  if (words === undefined) throw new AssistantError('Say in `query` what the documents should be about.');
  // One more tells whether there is anything behind the page.
  const matches = await library.search(id, words, offset + limit + 1);
  const found = matches.flatMap(({ document, similarity }) =>
    documents[document] ? [{ ...documentRow(documents[document]), match: rounded(similarity) }] : [],
  );
  return {
    offset,
    ...(found.length > offset + limit && { next: offset + limit }),
    documents: found.slice(offset, offset + limit),
    match: 'cosine of meanings, -1 to 1: an order, not a probability',
  };
}

async function explain(
  { analysis, document: wanted }: z.output<typeof ExplainInput>,
  library: Library,
): Promise<object> {
  const { id } = await findAnalysis(library, analysis);
  const report = await library.report(id);
  const document = findDocument(report, wanted);
  return {
    ...explainAnswer(report, document, await evidenceOf(id, document, library)),
    ...(library.textsAllowed() ? {} : { texts: `Not quoted: the user has not allowed it. ${library.howToAllowTexts}` }),
  };
}

/** What is not in the report is left out with its reason: the rest of the answer stands without it. */
async function evidenceOf(id: string, document: ReportDocument, library: Library): Promise<Evidence> {
  if (document.status === 'skipped') return {};
  const orFailure = <T>(result: Promise<T>) => result.catch((error: unknown) => ({ failure: messageOf(error) }));
  return {
    ...(document.aiProbability !== null && { explanation: await orFailure(library.explain(id, document)) }),
    ...(library.textsAllowed() && { text: await orFailure(library.text(id, document)) }),
  };
}
