/**
 * Who handed a document in, from the path that a learning platform gives it:
 *
 * - Moodle: `Ada Lovelace_12345_assignsubmission_file_/essay.docx`, or all in one name;
 * - Canvas: `lovelaceada_12345_67890_essay.docx`, with `LATE` after the name where it was;
 * - Blackboard: `Essay 1_alovelace_attempt_2024-03-05-14-22-10_essay.docx`;
 * - Brightspace: `12340-56789 - Ada Lovelace - Mar 5, 2024 220 PM/essay.docx`, or all in one name;
 * - Teams: `Submitted files/Ada Lovelace/Essay 1/Version 2/essay.docx`;
 * - Google Classroom: `Essay 1/Ada Lovelace - Essay 1.docx`.
 *
 * The group is the student, whatever the number of attempts.
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
    const student =
      moodle(parts[i]!) ??
      blackboard(parts[i]!) ??
      brightspace(parts[i]!) ??
      canvas(parts[i]!, i === parts.length - 1) ??
      teams(parts, i) ??
      classroom(parts, i);
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
  return name && fields.length >= wanted && isNumber(fields[ids] ?? '') && isNumber(fields[ids + 1] ?? '')
    ? name
    : undefined;
}

function brightspace(part: string): string | undefined {
  const [ids, name, ...others] = part.split(' - ');
  return ids !== undefined && /^\d+-\d+$/.test(ids) && name && others.some((other) => /\d{4}/.test(other))
    ? name
    : undefined;
}

function teams(parts: readonly string[], i: number): string | undefined {
  if (/^(?:submitted|working) files$|^(?:eingereichte|arbeits)-?\s?dateien$/i.test(parts[i]!) && i + 2 < parts.length)
    return parts[i + 1];
  return /^versi[oó]n \d+$/i.test(parts[i]!) && i >= 2 && i + 1 < parts.length ? parts[i - 2] : undefined;
}

function classroom(parts: readonly string[], i: number): string | undefined {
  if (i === 0 || i < parts.length - 1) return undefined;
  const base = parts[i]!.replace(/\.[^.]+$/, '').replace(/ \(\d+\)$/, '');
  const end = ` - ${parts[i - 1]!}`;
  return base.endsWith(end) && base.length > end.length ? base.slice(0, -end.length) : undefined;
}

const isNumber = (text: string) => /^\d+$/.test(text);
