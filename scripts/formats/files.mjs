// Real files of the formats that are read: the test files of the projects that are known for reading them, found through GHOSTWRITER_FORMATS.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** The projects, as their repositories are called; each is a folder of this name. */
const PROJECTS = {
  'pdf.js': { repository: 'mozilla/pdf.js', folder: 'test/pdfs', endings: /\.pdf$/i },
  'mammoth.js': { repository: 'mwilliamson/mammoth.js', folder: 'test', endings: /\.docx$/i },
  pandoc: { repository: 'jgm/pandoc', folder: 'test', endings: /\.(?:docx|odt|epub|html|rtf|tex|latex|ipynb|rst)$/i },
  epubcheck: { repository: 'w3c/epubcheck', folder: 'src/test/resources', endings: /\.(?:epub|xhtml)$/i },
};

/** Where the projects lie; says so and ends where they do not. */
export function projectsFolder() {
  const folder = process.env.GHOSTWRITER_FORMATS ?? '';
  const missing = Object.entries(PROJECTS).filter(
    ([name, { folder: tests }]) => folder === '' || !existsSync(path.join(folder, name, tests)),
  );
  if (missing.length === 0) return folder;
  console.error(
    `Set GHOSTWRITER_FORMATS to a folder with checkouts of ${Object.values(PROJECTS)
      .map(({ repository }) => `github.com/${repository}`)
      .join(
        ', ',
      )}, each in a folder of its name (${Object.keys(PROJECTS).join(', ')}). Missing: ${missing.map(([name]) => name).join(', ')}.`,
  );
  process.exit(1);
}

/** All files, with books that lie unpacked packed into `scratch`: { name, path }. */
export async function testFiles(root, scratch) {
  const found = [];
  for (const [project, { folder, endings }] of Object.entries(PROJECTS)) {
    const base = path.join(root, project, folder);
    const all = readdirSync(base, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
    const books = all
      .filter((file) => file.endsWith(`${path.sep}META-INF${path.sep}container.xml`))
      .map((file) => path.dirname(path.dirname(file)));
    const inBook = (file) => books.some((book) => file.startsWith(book + path.sep));
    for (const file of all.filter((name) => endings.test(name) && !inBook(name)))
      found.push({ name: `${project}/${path.relative(base, file)}`, path: file });
    for (const book of books)
      found.push({
        name: `${project}/${path.relative(base, book)}/`,
        path: await packed(
          book,
          all.filter((file) => file.startsWith(book + path.sep)),
          path.join(scratch, `${path.relative(root, book).replaceAll(path.sep, '_')}.epub`),
        ),
      });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function packed(book, files, target) {
  mkdirSync(path.dirname(target), { recursive: true });
  const zip = new ZipFile();
  for (const file of files.sort())
    zip.addBuffer(readFileSync(file), path.relative(book, file).replaceAll(path.sep, '/'));
  zip.end();
  writeFileSync(target, await buffer(zip.outputStream));
  return target;
}
