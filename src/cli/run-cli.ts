import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { Refusal } from '../kernel/refusal';
import { ConfigError } from '../platform/config/config';
import { clockAdvance } from './commands/clock-advance';
import { clockCreate } from './commands/clock-create';
import { clockShow } from './commands/clock-show';
import { demo } from './commands/demo';
import { doctor } from './commands/doctor';
import { eventsParked } from './commands/events-parked';
import { eventsReplay } from './commands/events-replay';
import { importCommand } from './commands/import';
import { jobsParked } from './commands/jobs-parked';
import { jobsRetry } from './commands/jobs-retry';
import { keysCreate } from './commands/keys-create';
import { keysList } from './commands/keys-list';
import { keysRevoke } from './commands/keys-revoke';
import { migrate } from './commands/migrate';
import { sandboxGateway } from './commands/sandbox-gateway';
import { secretReseal } from './commands/secret-reseal';
import { serve } from './commands/serve';
import { tenantCreate } from './commands/tenant-create';
import { tenantList } from './commands/tenant-list';
import { userCreate } from './commands/user-create';
import { CommandFailed, type Terminal } from './terminal';

/** Runs one command and returns its exit code: 0, or 1 with a sentence that says why. */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await perennial(terminal).parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    // What is wrong with the words themselves, commander has said already, with the command's help.
    if (error instanceof CommanderError) return error.exitCode;
    terminal.complain(sentenceOf(error));
    return 1;
  }
}

function perennial(terminal: Terminal): Command {
  const group = (name: string, description: string, commands: readonly Command[]) =>
    commands.reduce((parent, command) => parent.addCommand(command), new Command(name).description(description));
  const root = group('perennial', 'A self-hosted GraphQL backend for subscription commerce. Configured by environment variables.', [
    serve(terminal),
    migrate(terminal),
    doctor(terminal),
    group('tenant', 'the shops of this deployment', [tenantCreate(terminal), tenantList(terminal)]),
    group('keys', 'the API keys of a tenant', [keysCreate(terminal), keysList(terminal), keysRevoke(terminal)]),
    group('secret', 'the secret that seals what the database keeps', [secretReseal(terminal)]),
    group('user', 'the people of a tenant', [userCreate(terminal)]),
    group('clock', 'the test clock of a TEST tenant', [clockCreate(terminal), clockShow(terminal), clockAdvance(terminal)]),
    group('events', 'the event log and its consumers', [eventsReplay(terminal), eventsParked(terminal)]),
    group('jobs', 'what is due later', [jobsParked(terminal), jobsRetry(terminal)]),
    importCommand(terminal),
    demo(terminal),
    sandboxGateway(terminal),
  ]);
  return speakingThrough(terminal, root.version(version));
}

/** Errors are thrown, never an end of the process, and are followed by the help of the command that they are about. */
function speakingThrough(terminal: Terminal, command: Command): Command {
  const withoutLineEnd = (text: string) => text.replace(/\n$/, '');
  command
    .exitOverride()
    .showHelpAfterError()
    .configureOutput({
      writeOut: (text) => terminal.print(withoutLineEnd(text)),
      writeErr: (text) => terminal.complain(withoutLineEnd(text)),
    });
  for (const child of command.commands) speakingThrough(terminal, child);
  return command;
}

function sentenceOf(error: unknown): string {
  if (error instanceof ConfigError || error instanceof CommandFailed || error instanceof Refusal) return error.message;
  const code = (error as { code?: string }).code ?? '';
  if (code === 'LEDGER_LOCKED') return (error as Error).message;
  if (/^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|ER_ACCESS_DENIED|ER_BAD_DB|SQLITE_CANTOPEN|EADDRINUSE)/.test(code)) {
    return `${(error as Error).message || code}\n"perennial doctor" says what is wrong.`;
  }
  return String((error as Error).stack ?? error);
}
