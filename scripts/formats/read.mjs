// Prints what the product reads in files: node scripts/formats/read.mjs FILE…        (after npm run build)
import path from 'node:path';
import { reader } from './product-reader.mjs';

const { read, close } = await reader();
for (const file of process.argv.slice(2)) {
  const { text, warnings, problem } = await read(path.resolve(file));
  console.log(`== ${file}${problem ? `: ${problem.code}: ${problem.message}` : ''}`);
  for (const { code, message } of warnings ?? []) console.log(`-- ${code}: ${message}`);
  if (text !== undefined) console.log(text);
}
close();
