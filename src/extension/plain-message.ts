/**
 * What a notification says, with names of files in it: VS Code makes links of `[text](command:…)` there and runs them when they are pressed, and a
 * file may be called anything.
 */
export function plainMessage(text: string): string {
  return text.replaceAll('](', '] (');
}
