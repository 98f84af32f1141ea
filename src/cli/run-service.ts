import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Service from '../server/main.ts';
import type { ServiceCommand } from './service-arguments.ts';

/** The code of the service: whoever only analyses a folder does not wait for it. */
export async function loadService(): Promise<typeof Service> {
  const { default: service } = (await import(pathToFileURL(path.join(__dirname, 'server.js')).href)) as {
    readonly default: typeof Service;
  };
  return service;
}

/** Runs a command of the service. */
export async function runService(command: ServiceCommand): Promise<void> {
  const service = await loadService();
  switch (command.kind) {
    case 'serve':
      return service.serve(command.options, (address) => process.stdout.write(`${address}\n`));
    case 'worker':
      return service.work(command.options, () => process.stdout.write(`worker ${command.options.name} is ready\n`));
    case 'token-add': {
      const { kept, text } = await new service.Tokens(command.data).add(command.tenant, command.scopes);
      process.stderr.write(
        `token ${kept.id} of ${kept.tenant}, for ${kept.scopes.join(', ')}. It is not shown again:\n`,
      );
      process.stdout.write(`${text}\n`);
      return;
    }
    case 'token-list':
      for (const { id, tenant, scopes, createdAt } of await new service.Tokens(command.data).list())
        process.stdout.write(`${id}\t${tenant}\t${scopes.join(',')}\t${createdAt}\n`);
      return;
    case 'token-remove':
      if (!(await new service.Tokens(command.data).remove(command.id)))
        throw new service.ServiceFailure(`There is no token ${command.id}. See ghostwriter-batch token list.`);
  }
}
