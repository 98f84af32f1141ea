import { beforeEach, expect, test } from 'vitest';
import { GwTabs } from '../../../src/webview/tabs/tabs.ts';
import { deep, mount, press, settled, text } from '../mount.ts';

let tabs: GwTabs;
beforeEach(async () => {
  tabs = new GwTabs();
  tabs.tabs = ['one', 'two', 'three'].map((id) => ({ id, label: id }));
  tabs.selected = 'one';
  tabs.innerHTML = '<p slot="one">1</p><p slot="two">2</p><p slot="three">3</p>';
  tabs.addEventListener('tab-change', (e) => (tabs.selected = (e as CustomEvent<string>).detail));
  await mount(tabs);
});

const tab = (label: string) => deep(tabs, '[role=tab]').find((t) => text(t) === label)!;
const shown = () =>
  deep(tabs, '[role=tabpanel]')
    .filter((p) => !p.hidden)
    .map((p) => p.getAttribute('aria-labelledby'));

test('shows the panel of the selected tab alone', async () => {
  expect(shown()).toEqual(['tab-one']);
  tab('two').click();
  await settled(tabs);
  expect(shown()).toEqual(['tab-two']);
});

test('arrows go round, and the focus goes with them', async () => {
  press(tab('one'), 'ArrowLeft');
  await settled(tabs);
  expect(shown()).toEqual(['tab-three']);
  expect(text(tabs.shadowRoot!.activeElement)).toBe('three');
  press(tab('three'), 'ArrowRight');
  await settled(tabs);
  expect(shown()).toEqual(['tab-one']);
});

test('only the selected tab is in the order of Tab', () => {
  expect(deep(tabs, '[role=tab]').map((t) => t.tabIndex)).toEqual([0, -1, -1]);
});
