// The editor reads the tools in package.json before the extension runs: both must say the same.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { TOOLS } from '../../../src/assistants/tools.ts';
import { ROOT } from '../support/paths.ts';

const { contributes } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  contributes: {
    languageModelTools: Record<string, unknown>[];
    configuration: { properties: Record<string, { default: unknown; scope?: string }> };
  };
};

const nls = JSON.parse(readFileSync(path.join(ROOT, 'package.nls.json'), 'utf8')) as Record<string, string>;

test.each(TOOLS.map((tool) => [tool.name, tool] as const))(
  '%s stands in the manifest as it is',
  (name, { title, description, input }) => {
    const { $schema: _, ...inputSchema } = z.toJSONSchema(input, { io: 'input', target: 'draft-7' });
    expect(contributes.languageModelTools.find((tool) => tool['name'] === `ghostwriter_${name}`)).toMatchObject({
      displayName: `%tool.${name}%`,
      modelDescription: description,
      inputSchema,
      when: 'config.ghostwriter.assistants.enabled',
      canBeReferencedInPrompt: true,
    });
    expect(nls[`tool.${name}`]).toBe(title);
  },
);

test('the manifest has no other tool', () => {
  expect(contributes.languageModelTools.length).toBe(TOOLS.length);
});

test.each(['enabled', 'allowTexts'])('%s is off by default, and no workspace can turn it on', (name) => {
  expect(contributes.configuration.properties[`ghostwriter.assistants.${name}`]).toMatchObject({
    default: false,
    scope: 'application',
  });
});
