import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type * as vscode from 'vscode';
import { type Assignment, keptAnswer, promptsFor, type SamplePlan } from './prompts.ts';
import type { SampleWriter } from './writers.ts';

/** What came of writing samples. */
export interface WrittenSamples {
  readonly kept: number;
  /** Answers that were refusals, or too short to be judged. */
  readonly tooShort: number;
  readonly requests: number;
  /** Why it ended early; what was written stays. */
  readonly stopped?: 'cancelled' | Error;
}

/** Has answers written, one after the other, the writers taking turns, and keeps each in a file of its own. Files that are there stay as they are. */
export async function writeSamples(assignment: Assignment, plans: readonly SamplePlan[], writers: readonly SampleWriter[], folder: string, token: vscode.CancellationToken, onRequest: (done: number) => void): Promise<WrittenSamples> {
  await mkdir(folder, { recursive: true });
  const taken = new Set(await readdir(folder));
  let [kept, tooShort, requests, number] = [0, 0, 0, 1];
  for (const [i, plan] of plans.entries()) {
    // Each writer gets every style.
    const writer = writers[(i + Math.floor(i / writers.length)) % writers.length]!;
    let answer = '';
    try {
      for (const prompt of promptsFor(assignment, plan)) {
        if (token.isCancellationRequested) return { kept, tooShort, requests, stopped: 'cancelled' };
        requests++;
        answer = await writer.ask(prompt(answer), token);
        onRequest(requests);
      }
    } catch (error) {
      return { kept, tooShort, requests, stopped: token.isCancellationRequested ? 'cancelled' : error instanceof Error ? error : new Error(String(error)) };
    }
    const text = keptAnswer(answer);
    if (text === undefined) {
      tooShort++;
      continue;
    }
    const name = () => `sample-${String(number).padStart(2, '0')}-${plan.style}.txt`;
    while ([...taken].some((file) => file.startsWith(`sample-${String(number).padStart(2, '0')}-`))) number++;
    await writeFile(path.join(folder, name()), text, { flag: 'wx' });
    taken.add(name());
    kept++;
  }
  return { kept, tooShort, requests };
}
