// Packs an extension that offers chat models, as those of the makers of models do, and writes down whatever they are asked.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packed } from './extension-vsix.ts';

/** A request that a model got. */
export interface Asked {
  readonly model: string;
  readonly text: string;
}

export interface ChatProvider {
  /** Absolute path. */
  readonly vsix: string;
  /** What its models were asked so far. */
  asked(): readonly Asked[];
}

/**
 * Its models: `Steady` answers at once, `Faltering` fails at its third request, `Patient` answers only once it is told to stop.
 * No two answers are the same.
 */
export function chatProvider(): ChatProvider {
  const folder = mkdtempSync(path.join(tmpdir(), 'ghostwriter-chat-provider-'));
  const log = path.join(folder, 'asked.jsonl');
  const manifest = {
    name: 'test-models',
    version: '0.0.1',
    publisher: 'ghostwriter-tests',
    engines: { vscode: '^1.104.0' },
    main: './extension.js',
    extensionKind: ['workspace'],
    enabledApiProposals: ['chatProvider'],
    activationEvents: ['onLanguageModelChatProvider:test-models'],
    contributes: { languageModelChatProviders: [{ vendor: 'test-models', displayName: 'Test Models' }] },
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, '.vscodeignore'), 'asked.jsonl\n');
  writeFileSync(path.join(folder, 'README.md'), 'Models for tests.\n');
  writeFileSync(path.join(folder, 'extension.js'), code(log));
  return {
    vsix: packed(folder),
    asked: () =>
      existsSync(log)
        ? readFileSync(log, 'utf8')
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line) as Asked)
        : [],
  };
}

const code = (log: string) => `
const { appendFileSync } = require('node:fs');
const vscode = require('vscode');
const NAMES = ['Steady', 'Faltering', 'Patient'];
const WORDS = ['the council', 'our school', 'a good friend', 'the old library', 'my brother', 'thoughtfully considered', 'ultimately shaped', 'quietly fostered', 'carefully balanced', 'the park', 'more homework', 'the new rules', 'each pupil'];
const counts = new Map();

function answer(seed) {
  let state = seed * 7919 + 1;
  const next = () => WORDS[(state = (state * 48271) % 2147483647) % WORDS.length];
  return Array.from({ length: 14 }, () => [next(), next(), next()].join(' ')).join('. ') + '.';
}

class Provider {
  provideLanguageModelChatInformation() {
    return NAMES.map((name) => ({ id: name.toLowerCase(), name, family: 'test', version: '1', maxInputTokens: 8000, maxOutputTokens: 8000, capabilities: {}, requiresAuthorization: { label: 'Tests' } }));
  }

  async provideLanguageModelChatResponse(model, messages, _options, progress, token) {
    const text = messages.flatMap(({ content }) => content.map((part) => part.value ?? '')).join('');
    appendFileSync(${JSON.stringify(log)}, JSON.stringify({ model: model.id, text }) + '\\n');
    const count = (counts.get(model.id) ?? 0) + 1;
    counts.set(model.id, count);
    if (model.id === 'faltering' && count > 2) throw new Error('The quota of this model is used up.');
    if (model.id === 'patient' && count > 1) await new Promise((resolve) => token.onCancellationRequested(resolve));
    for (const part of answer(count + model.id.length * 100).split(/(?<=\\. )/)) progress.report(new vscode.LanguageModelTextPart(part));
  }

  async provideTokenCount(_model, text) {
    return String(text).length;
  }
}

exports.activate = (context) => context.subscriptions.push(vscode.lm.registerLanguageModelChatProvider('test-models', new Provider()));
`;
