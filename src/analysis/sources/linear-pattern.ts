import { RE2JS } from 're2js';

/**
 * A regular expression of the RE2 syntax. It takes time linear in what it is matched against, whatever both are: patterns come from workspaces and uploads, paths from strangers, and an engine that tries all ways
 * could be made to hang by either.
 *
 * @throws where it is none
 */
export function linearPattern(source: string, ignoreCase = false): RE2JS {
  return RE2JS.compile(source, RE2JS.DOTALL | (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0));
}
