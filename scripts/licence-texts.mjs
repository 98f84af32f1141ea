// The licence texts that packages leave out although their licence asks for them: the standard text with the name that the package gives.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

/** Who holds the rights, where a package names nobody or its publisher. */
const HOLDERS = { 'onnxruntime-common': 'Microsoft Corporation' };

const MIT = (holder) => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const Apache = (holder) =>
  `Copyright ${holder}\n\n${readFileSync(path.join(root, 'models/ENCODER-LICENSE.txt'), 'utf8').trim()}`;

/**
 * The text for a package without a file of it.
 *
 * @param holder as the package names its author
 * @throws where the standard text of its licence is not known here: then somebody has to find it
 */
export function licenceText(name, version, licence, holder) {
  // Its native library has the work of many in it; their notices come with Microsoft's packages for Python, of the same build, and not with the one for Node.
  if (name === 'onnxruntime-node')
    return readFileSync(path.join(root, `licences/onnxruntime-${version}.txt`), 'utf8').trim();
  const named = HOLDERS[name] ?? holder?.replace(/\s*[<(].*$/, '') ?? `the authors of ${name}`;
  if (licence === 'MIT') return MIT(named);
  if (licence === 'Apache-2.0') return Apache(named);
  throw new Error(
    `${name} ${version} is under ${licence}, and has no file with the text of it: put it into licences/, and name it in scripts/licence-texts.mjs.`,
  );
}
