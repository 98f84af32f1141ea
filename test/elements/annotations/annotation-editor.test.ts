import axe from 'axe-core';
import { expect, test } from 'vitest';
import type { Annotations } from '../../../src/report/annotations.ts';
import { GwAnnotationEditor } from '../../../src/webview/annotations/annotation-editor.ts';
import { Batch } from '../../../src/webview/batch.ts';
import { fakeHost } from '../fixtures/host.ts';
import { sampleReport } from '../fixtures/states.ts';
import { mount, press, text } from '../mount.ts';

async function editor(documents: readonly string[], annotations: Annotations = {}) {
  const element = new GwAnnotationEditor();
  element.batch = new Batch(sampleReport, [], annotations);
  element.documents = documents;
  const host = fakeHost();
  const told = host.annotate;
  await mount(element, host);
  return { element, told, input: element.renderRoot.querySelector('input')! };
}

test('Enter adds a tag to all documents that are selected', async () => {
  const { input, told } = await editor(['d01', 'd02']);
  input.value = 'talk to';
  press(input, 'Enter');
  expect(told).toHaveBeenCalledWith({ documents: ['d01', 'd02'], addTag: 'talk to' });
  expect(input.value).toBe('');
});

test('nothing is no tag', async () => {
  const { input, told } = await editor(['d01']);
  input.value = '  ';
  press(input, 'Enter');
  expect(told).not.toHaveBeenCalled();
});

test('a press takes a tag away', async () => {
  const { element, told } = await editor(['d01'], { d01: { tags: ['late', 'talk to'], note: '' } });
  const tags = [...element.renderRoot.querySelectorAll<HTMLButtonElement>('li button')];
  expect(tags.map((b) => text(b))).toEqual(['late×', 'talk to×']);
  tags[0]!.click();
  expect(told).toHaveBeenCalledWith({ documents: ['d01'], removeTag: 'late' });
});

test('a note is written of a single document', async () => {
  const { element, told } = await editor(['d01'], { d01: { tags: [], note: 'asked' } });
  const note = element.renderRoot.querySelector('textarea')!;
  expect(note.value).toBe('asked');
  note.value = 'answered';
  note.dispatchEvent(new Event('change'));
  expect(told).toHaveBeenCalledWith({ documents: ['d01'], note: 'answered' });
  expect((await editor(['d01', 'd02'])).element.renderRoot.querySelector('textarea')).toBeNull();
});

test('tags that were given elsewhere are offered', async () => {
  const { element } = await editor(['d01'], { d02: { tags: ['b', 'a'], note: '' } });
  expect([...element.renderRoot.querySelectorAll('option')].map((o) => o.value)).toEqual(['a', 'b']);
});

test('the element has no accessibility violations', async () => {
  const { element } = await editor(['d01'], { d01: { tags: ['late'], note: 'x' } });
  expect((await axe.run(element)).violations).toEqual([]);
});
