import { Command } from 'commander';
import { endOnSignal } from '../../app/end-on-signal';
import { serveSandboxGateway } from '../../capabilities/billing/capability';
import { readConfig } from '../../platform/config/config';
import { portArgument } from '../options';
import { CommandFailed, type Terminal } from '../terminal';

interface Options {
  readonly port: number;
  readonly host: string;
  readonly file: string;
  readonly publicUrl?: string;
}

export function sandboxGateway(terminal: Terminal): Command {
  return new Command('sandbox-gateway')
    .description('Starts the sandbox payment gateway: a payment network for trying things out, with a durable ledger of its own. Its secret is SANDBOX_GATEWAY_SECRET.')
    .option('--port <port>', 'port to listen on; 0 takes any free one', portArgument, 4010)
    .option('--host <address>', 'address to listen on; 0.0.0.0 in a container', '127.0.0.1')
    .option('--file <path>', 'file of its ledger', './data/sandbox-gateway.ledger')
    .option('--public-url <url>', 'how a customer\'s browser reaches it, when that is not how the server does')
    .action(async (options: Options) => {
      const { SANDBOX_GATEWAY_SECRET: secret } = readConfig(terminal.environment);
      const gateway = await serveSandboxGateway({ ...options, secret }).catch((error: unknown) => {
        throw new CommandFailed(`The sandbox gateway does not start: ${(error as Error).message}`);
      });
      terminal.print(`The sandbox gateway listens at ${gateway.url}; its ledger is ${options.file}.`);
      endOnSignal({
        stop: () => gateway.close(),
        onSignal: (signal) => terminal.print(`Stopping after ${signal}.`),
        onFailure: (error) => terminal.complain(String(error)),
      });
    });
}
