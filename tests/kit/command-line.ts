import { runCli } from '../../src/cli/run-cli';

export interface Outcome {
  readonly exitCode: number;
  /** What another program would read. */
  readonly out: string;
  /** What went wrong. */
  readonly err: string;
}

/** The `perennial` command as somebody types it, in this process. */
export class CommandLine {
  /** What is typed where a secret is asked for; null: nobody sits there. */
  secret: string | null = null;
  readonly questions: string[] = [];

  constructor(readonly environment: NodeJS.ProcessEnv) {}

  async run(...words: string[]): Promise<Outcome> {
    const out: string[] = [];
    const err: string[] = [];
    const exitCode = await runCli(words, {
      environment: this.environment,
      print: (line) => void out.push(line),
      complain: (line) => void err.push(line),
      progress: () => undefined,
      askSecret: async (question) => {
        this.questions.push(question);
        return this.secret;
      },
    });
    return { exitCode, out: out.join('\n'), err: err.join('\n') };
  }

  /** The answer of a command that must succeed. */
  async do(...words: string[]): Promise<string> {
    const { exitCode, out, err } = await this.run(...words);
    if (exitCode !== 0) throw new Error(`perennial ${words.join(' ')} ended with ${exitCode}: ${err}`);
    return out;
  }

  /** The same, read as JSON: what a command prints is known to the test that asks for it. */
  async json(...words: string[]): Promise<any> {
    return JSON.parse(await this.do(...words, '--json'));
  }

  /** A new TEST tenant. */
  async tenant(): Promise<string> {
    const made = await this.json('tenant', 'create', '--name', 'Shop', '--mode', 'TEST', '--currency', 'GBP', '--time-zone', 'Europe/London');
    return made.tenantId as string;
  }
}
