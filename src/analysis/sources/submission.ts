/**
 * Who handed a document in, from the path that a learning platform gives it:
 *
 * - Moodle: `Ada Lovelace_12345_assignsubmission_file_/essay.docx`, or all in one name;
 * - Canvas: `lovelaceada_12345_67890_essay.docx`, with `LATE` after the name where it was;
 * - Blackboard: `Essay 1_alovelace_attempt_2024-03-05-14-22-10_essay.docx`.
 *
 * Where no part of the path is of that kind, the outermost folder or archive: a folder a student is what people make by hand.
 *
 * Plain string work, linear in the path's length: paths come from hostile archives.
 *
 * @returns `undefined` for a document that lies beside all others
 */
export function submissionOf(path: string): string | undefined {
  const parts = path.split('/');
  for (let i = parts.length - 1; i >= 0; i--) {
    const student = moodle(parts[i]!) ?? blackboard(parts[i]!) ?? canvas(parts[i]!, i === parts.length - 1);
    if (student !== undefined) return student;
  }
  return parts.length > 1 ? parts[0]?.replace(/\.zip$/i, '') : undefined;
}

function moodle(part: string): string | undefined {
  const at = part.indexOf('_assignsubmission_');
  const before = part.slice(0, Math.max(0, at));
  const underscore = before.lastIndexOf('_');
  return underscore > 0 && isNumber(before.slice(underscore + 1)) ? before.slice(0, underscore) : undefined;
}

function blackboard(part: string): string | undefined {
  const at = part.lastIndexOf('_attempt_');
  if (at < 0 || !/^\d{4}-\d\d-\d\d(?:-\d\d){0,3}(?:[_.]|$)/.test(part.slice(at + '_attempt_'.length))) return undefined;
  const before = part.slice(0, at);
  // Behind the assignment's name, which may hold underscores; a user's name does not.
  const name = before.slice(before.lastIndexOf('_') + 1);
  return name === '' ? undefined : name;
}

function canvas(part: string, isFile: boolean): string | undefined {
  const fields = part.split('_');
  const [name, second] = fields;
  const ids = second === 'LATE' ? 2 : 1;
  const wanted = isFile ? ids + 3 : ids + 2;
  return name && fields.length >= wanted && isNumber(fields[ids] ?? '') && isNumber(fields[ids + 1] ?? '') ? name : undefined;
}

const isNumber = (text: string) => /^\d+$/.test(text);
