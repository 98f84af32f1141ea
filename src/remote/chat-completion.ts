import * as z from 'zod/mini';

/** What a server with OpenAI's interface answered. */
export type Completion =
  | { readonly kind: 'text'; readonly text: string }
  /** In the server's own words. */
  | { readonly kind: 'refused'; readonly message: string }
  /** It ended before the answer did. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'unknown' };

/** An answer in one piece. */
export function completionIn(answer: unknown): Completion {
  const refusal = Refusal.safeParse(answer);
  if (refusal.success) return refused(refusal.data);
  const { data } = Whole.safeParse(answer);
  return data ? { kind: 'text', text: data.choices[0]?.message.content ?? '' } : { kind: 'unknown' };
}

/** An answer piece by piece, as server-sent events. */
export function streamedCompletion(events: string): Completion {
  let [text, known, ended] = ['', false, false];
  for (const line of events.split(/\r\n|\r|\n/)) {
    const [, field] = /^data:\s*(.*)$/.exec(line) ?? [];
    if (field === undefined || field === '') continue;
    if (field.trim() === '[DONE]') return known ? { kind: 'text', text } : { kind: 'unknown' };
    const piece = parsedJson(field);
    const refusal = Refusal.safeParse(piece);
    if (refusal.success) return refused(refusal.data);
    const { data } = Piece.safeParse(piece);
    if (!data) return { kind: 'unknown' };
    known = true;
    const [first] = data.choices;
    text += first?.delta?.content ?? '';
    ended ||= typeof first?.finish_reason === 'string';
  }
  if (!known) return { kind: 'unknown' };
  return ended ? { kind: 'text', text } : { kind: 'cut' };
}

const refused = ({ error }: z.infer<typeof Refusal>): Completion => ({
  kind: 'refused',
  message: typeof error === 'string' ? error : error.message,
});

/** @returns `undefined` for what is no JSON */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const Refusal = z.object({ error: z.union([z.string(), z.object({ message: z.string() })]) });
const Whole = z.object({ choices: z.array(z.object({ message: z.object({ content: z.nullish(z.string()) }) })) });
const Piece = z.object({
  choices: z.array(
    z.object({ delta: z.nullish(z.object({ content: z.nullish(z.string()) })), finish_reason: z.nullish(z.string()) }),
  ),
});
