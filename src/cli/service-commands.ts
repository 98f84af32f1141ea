import { SCOPES } from '../protocol/service.ts';
import type { CommandDescription, OptionDescription } from './command-description.ts';

const HELP: OptionDescription = { name: 'help', short: 'h', help: ['says what there is, or what the command does'] };
const DATA: OptionDescription = {
  name: 'data',
  takes: 'DIR',
  help: ['the folder that holds everything: uploads, results, tokens', '(default: ghostwriter-data)'],
};
const LOG: OptionDescription = {
  name: 'log',
  takes: 'info',
  values: ['debug', 'info', 'warn', 'error'],
  help: ['what is logged on stderr, a JSON object a line: debug, info, warn or error'],
};
const JOBS: OptionDescription = { name: 'jobs', takes: 'N', help: ['worker threads of a batch (default: one a core)'] };
const LOCK: OptionDescription = {
  name: 'lock-seconds',
  takes: 'N',
  help: ['silence after which the work of a worker is taken over (default: 30);', 'the same for all workers'],
};
const REDIS: OptionDescription = {
  name: 'redis',
  takes: 'URL',
  help: [
    'redis://[user:password@]host[:port][/db], or rediss:// for TLS;',
    'without it, GHOSTWRITER_REDIS from the environment',
  ],
};
const SLICE: OptionDescription = {
  name: 'slice',
  takes: 'SECONDS',
  help: [
    'how long a batch may go on while another tenant waits; then it goes on',
    'later from what it has kept (default: 60)',
  ],
};
const LISTING: OptionDescription = {
  name: 'listing',
  takes: 'SECONDS',
  help: ['how long the texts of a batch may take to be listed (default: 300)'],
};

export const STORE: OptionDescription = {
  name: 'store',
  takes: 's3://BUCKET[/FOLDER]',
  help: [
    'batches are kept there, and --data is a folder of this machine alone;',
    'AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    'from the environment say where it is and by which key',
  ],
};

/** The commands of the service; what they do is in `dist/server.js`. */
export const SERVICE_COMMANDS: readonly CommandDescription[] = [
  {
    name: 'serve',
    operands: '',
    summary: 'serves the same analysis over HTTP, with the dashboard as a page',
    details: [
      'Takes uploads of texts and analyses them here, or on workers where --redis is given.',
      'The interface is described at /api/docs. It listens on this machine alone, unless --host says',
      'otherwise; then there must be a token (ghostwriter-batch token add).',
    ],
    options: [
      DATA,
      { name: 'host', takes: 'ADDRESS', help: ['where to listen (default: 127.0.0.1)'] },
      { name: 'port', takes: 'N', help: ['0 for any that is free (default: 8420)'] },
      { name: 'tls-cert', takes: 'FILE', help: ['certificate in PEM, with its chain: HTTPS alone is served'] },
      { name: 'tls-key', takes: 'FILE', help: ['its key in PEM'] },
      REDIS,
      STORE,
      {
        name: 'part',
        takes: 'KILOBYTES',
        help: ['with --redis: how much of an upload is one part for a worker', '(default: 512)'],
      },
      {
        name: 'patience',
        takes: 'SECONDS',
        help: [
          'with --redis: how long it may refuse what is asked of it, full for one,',
          'before a batch fails (default: 60)',
        ],
      },
      { name: 'batches', takes: 'N', help: ['batches that run at the same time (default: 1)'] },
      JOBS,
      SLICE,
      LISTING,
      { name: 'unfinished', takes: 'N', help: ['batches of one tenant that may wait or run (default: 20)'] },
      { name: 'requests', takes: 'N', help: ['requests of one token in a minute (default: 600)'] },
      {
        name: 'uploads',
        takes: 'N',
        help: ['uploads that may come in at the same time, half of them of one', 'tenant (default: 32)'],
      },
      {
        name: 'streams',
        takes: 'N',
        help: ['event streams that may be open at the same time, half of them of one', 'tenant (default: 200)'],
      },
      {
        name: 'silence',
        takes: 'SECONDS',
        help: [
          'after which a connection is ended that is silent, or that uploads or',
          'takes less than 1 KB a second (default: 60)',
        ],
      },
      { name: 'days', takes: 'N', help: ['days that a batch is kept after its end; 0 for ever (default: 30)'] },
      {
        name: 'drain',
        takes: 'SECONDS',
        help: [
          'how long running batches get when the server is told to end; then they',
          'are stopped, and go on after the next start (default: 30)',
        ],
      },
      {
        name: 'limit',
        takes: 'NAME=N',
        many: true,
        help: ['what no upload may exceed: see ghostwriter-batch analyze --help'],
      },
      LOG,
      HELP,
    ],
    examples: [
      ['ghostwriter-batch serve', 'at http://127.0.0.1:8420, for this machine'],
      ['ghostwriter-batch serve --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem', 'for others, who need a token'],
    ],
  },
  {
    name: 'worker',
    operands: '',
    summary: 'analyses what a server with --redis takes, on this machine',
    details: [
      'Takes parts of batches from the queue in Redis and analyses them. Any number of workers may',
      'run, of the same version. Each must see the data folder of the server, or have a data folder of its',
      'own and the same --store.',
    ],
    options: [
      {
        ...DATA,
        help: [
          'the data folder of the server, as it is seen from here; with --store',
          'a folder that this worker has for itself',
          '(default: ghostwriter-data)',
        ],
      },
      REDIS,
      STORE,
      LOCK,
      JOBS,
      SLICE,
      LISTING,
      LOG,
      HELP,
    ],
    examples: [
      ['ghostwriter-batch worker --redis redis://queue:6379 --data /mnt/ghostwriter', 'one more machine'],
      [
        'ghostwriter-batch worker --redis redis://queue:6379 --data /var/tmp/ghostwriter --store s3://bucket/folder',
        'one that shares no folder with the server',
      ],
    ],
  },
  {
    name: 'token',
    operands: 'add|list|remove [ID]',
    summary: "makes, lists and removes the tokens of a service's clients",
    details: [
      'A token belongs to a tenant, who sees its own batches alone. It is printed once and cannot be',
      'shown again. Changes count at once, also for a server that runs.',
    ],
    options: [
      DATA,
      { name: 'tenant', takes: 'NAME', help: ['add: whose batches it gets at; lower-case letters, digits and -'] },
      {
        name: 'scopes',
        takes: 'read,write',
        values: SCOPES,
        list: true,
        help: ['add: what it allows: read, write, metrics (default: read,write)'],
      },
      HELP,
    ],
    examples: [
      ['ghostwriter-batch token add --tenant school', 'prints a token'],
      ['ghostwriter-batch token remove 1f0c22ab', 'by its id, as list says it'],
    ],
  },
];
