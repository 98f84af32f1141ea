// Entry of the tests inside the extension host. Results go to the file that GHOSTWRITER_HOST_RESULTS names, as Mocha's JSON.
import path from 'node:path';
import Mocha from 'mocha';

export function run(): Promise<void> {
  const output = process.env['GHOSTWRITER_HOST_RESULTS'];
  const mocha = new Mocha({
    ui: 'tdd',
    timeout: 60_000,
    reporter: output ? 'json' : 'spec',
    ...(output && { reporterOptions: { output } }),
  });
  for (const name of ['suite', 'api', 'assistants']) mocha.addFile(path.join(__dirname, `${name}.js`));
  return new Promise((resolve, reject) => {
    mocha.run((failures) => {
      if (failures === 0) resolve();
      else reject(new Error(`${failures} tests failed`));
    });
  });
}
