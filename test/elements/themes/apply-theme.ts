import darkModern from './dark-modern.json';
import highContrastLight from './high-contrast-light.json';
import highContrast from './high-contrast.json';
import lightModern from './light-modern.json';
import '../../../src/webview/panel.css';

/** VS Code's four built-in themes as a webview gets them. */
export const THEMES = {
  'dark-modern': darkModern,
  'light-modern': lightModern,
  'high-contrast': highContrast,
  'high-contrast-light': highContrastLight,
} as const;

export type ThemeName = keyof typeof THEMES;

/** Does what VS Code does with a webview: variables on `html`, the kind of theme on `body`. */
export function applyTheme(name: ThemeName): void {
  const { kind, classes, variables } = THEMES[name];
  document.documentElement.removeAttribute('style');
  for (const [key, value] of Object.entries(variables)) document.documentElement.style.setProperty(key, value);
  document.body.className = classes.join(' ');
  document.body.dataset['vscodeThemeKind'] = kind;
}
