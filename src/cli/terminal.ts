import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Where a command reads and writes. */
export interface Terminal {
  readonly environment: NodeJS.ProcessEnv;
  /** A line of the answer. */
  print(line: string): void;
  /** A line about what went wrong; it never stands in the answer. */
  complain(line: string): void;
  /** Shows how far a long command is; the next one replaces it where the terminal can do that. */
  progress(line: string): void;
  /** Where a progress bar can be drawn; left out where nobody is watching. */
  readonly screen?: NodeJS.WritableStream;
  /** Asks without showing what is typed; null when nobody is there to answer. */
  askSecret(question: string): Promise<string | null>;
}

/** A sentence that ends a command with exit code 1. */
export class CommandFailed extends Error {}

export function processTerminal(environment: NodeJS.ProcessEnv): Terminal {
  const { stdin, stdout, stderr } = process;
  const clearLine = () => void (stderr.isTTY && stderr.write('\r\u001b[2K'));
  return {
    environment,
    ...(stderr.isTTY ? { screen: stderr } : {}),
    print: (line) => {
      clearLine();
      stdout.write(`${line}\n`);
    },
    complain: (line) => {
      clearLine();
      stderr.write(`${line}\n`);
    },
    progress: (line) => {
      clearLine();
      stderr.write(stderr.isTTY ? line : `${line}\n`);
    },
    askSecret: async (question) => (stdin.isTTY && stderr.isTTY ? readHidden(question) : null),
  };
}

function readHidden(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  return new Promise((resolve, reject) => {
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
    // Ctrl-C, or the end of the input, before a line was there.
    lines.once('close', () => {
      process.stderr.write('\n');
      reject(new CommandFailed('Nothing was entered.'));
    });
  });
}
