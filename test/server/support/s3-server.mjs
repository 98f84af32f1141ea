// An S3 to test with, as a process of its own:   node --openssl-legacy-provider test/server/support/s3-server.mjs FOLDER PORT
// It prints its port once it answers. The flag is for its pages of long lists: their marks are made with a cipher that OpenSSL 3 holds for old.
import S3rver from 's3rver';

const [directory, port] = process.argv.slice(2);
const server = new S3rver({
  address: '127.0.0.1',
  port: Number(port),
  directory,
  silent: true,
  vhostBuckets: false,
  configureBuckets: [{ name: 'ghostwriter', configs: [] }],
});
const { port: listening } = await server.run();
process.stdout.write(`${listening}\n`);
