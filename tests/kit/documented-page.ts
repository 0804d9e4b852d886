import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { post } from './client';
import { blocksOf, commandsOf, type Block } from './markdown';

const ID = /\b([a-z]+)_[0-9a-z]{26}\b/g;
const PATIENCE_MS = 120_000;

export interface PageOptions {
  /** A copy of this repository, where the commands are typed. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Ports that the page names, and those that are free here. */
  readonly ports: ReadonlyMap<number, number>;
  /** Commands that are not run. */
  readonly exempt: RegExp;
  /** Commands that stay in the foreground, and what they say when they are ready. */
  readonly services: readonly { readonly command: RegExp; readonly ready: RegExp }[];
}

interface Answered {
  readonly shown: string;
  readonly isJson: boolean;
}

/** Does what a page tells its reader to do, in its order, and compares what comes of it with what the page shows. */
export class DocumentedPage {
  /** What was run, without what is exempt. */
  readonly commands: string[] = [];
  private readonly started: ChildProcess[] = [];
  /** The newest id of each prefix, and the newest cursor: what `ord_…` and `'…'` stand for in what comes next. */
  private readonly newest = new Map<string, string>();
  private accessToken: string | undefined;
  private exported: NodeJS.ProcessEnv = {};
  private scripts = 0;

  constructor(private readonly options: PageOptions) {}

  async follow(page: string): Promise<void> {
    const blocks = blocksOf(page);
    for (const [index, block] of blocks.entries()) {
      const answer = await this.perform(block);
      if (answer === null) continue;
      this.remember(answer);
      const next = blocks[index + 1];
      if (next?.language === 'json' || next?.language === 'text') expectShown({ shown: next.text, isJson: next.language === 'json' }, answer);
      else if (block.language === 'graphql') expectNoErrors(JSON.parse(answer));
    }
  }

  /** Interrupts what is still running, as Ctrl-C does; resolves with their exit codes. */
  async end(): Promise<(number | null)[]> {
    return Promise.all(
      this.started.map(async (child) => {
        if (child.exitCode !== null) return child.exitCode;
        const ended = once(child, 'close');
        // The whole group, as a terminal does.
        process.kill(-child.pid!, 'SIGINT');
        const [exitCode] = (await ended) as [number | null];
        return exitCode;
      }),
    );
  }

  /** What a block answered; null when there is nothing to compare. */
  private async perform({ language, word, text }: Block): Promise<string | null> {
    if (language === 'graphql') return this.ask(word, this.filled(text));
    if (language === 'js') return this.runScript(this.filled(text));
    if (language !== 'sh') return null;
    this.exported = {};
    let answer: string | null = null;
    for (const command of commandsOf(text)) answer = await this.type(command);
    return answer;
  }

  private async type(command: string): Promise<string | null> {
    const { exempt, services } = this.options;
    if (exempt.test(command)) return null;
    const [, name, value] = /^export (\w+)=(.*)$/.exec(command) ?? [];
    if (name) {
      this.exported[name] = value;
      return null;
    }
    this.commands.push(command);
    const service = services.find((one) => one.command.test(command));
    if (service) return this.start(command, service.ready);
    const { exitCode, out, err } = await this.run('bash', ['-c', this.filled(command)]);
    if (exitCode !== 0) throw new Error(`${command}\nended with ${exitCode}:\n${out}${err}`);
    this.remember(out);
    return out;
  }

  private async start(command: string, ready: RegExp): Promise<null> {
    const child = spawn('bash', ['-c', `exec ${this.filled(command).replace(/^((?:\w+=\S+ )+)/, 'env $1')}`], { ...this.place, detached: true });
    this.started.push(child);
    let said = '';
    await new Promise<void>((resolve, reject) => {
      const giveUp = setTimeout(() => reject(new Error(`${command}\nis not ready:\n${said}`)), PATIENCE_MS);
      const settle = (error?: Error) => {
        clearTimeout(giveUp);
        if (error) reject(error);
        else resolve();
      };
      const take = (chunk: Buffer) => {
        said += chunk.toString();
        if (ready.test(said)) settle();
      };
      child.stdout!.on('data', take);
      child.stderr!.on('data', take);
      child.once('close', (code) => settle(new Error(`${command}\nended with ${code}:\n${said}`)));
    });
    return null;
  }

  private async runScript(text: string): Promise<string> {
    const file = `documented-${(this.scripts += 1)}.cjs`;
    writeFileSync(join(this.options.folder, file), text);
    const { exitCode, out, err } = await this.run(process.execPath, [file]);
    if (exitCode !== 0) throw new Error(`${text}\nended with ${exitCode}:\n${out}${err}`);
    return out;
  }

  private async ask(caller: string, query: string): Promise<string> {
    const { url, publishableKey, secretKey } = JSON.parse(readFileSync(join(this.options.folder, 'data', 'demo.json'), 'utf8'));
    const callers = new Map([
      ['visitor', { apiKey: publishableKey }],
      ['user', { apiKey: publishableKey, accessToken: this.accessToken }],
      ['server', { apiKey: secretKey }],
    ]);
    const known = callers.get(caller);
    if (!known) throw new Error(`a GraphQL block names who asks: ${[...callers.keys()].join(', ')}`);
    const { status: _status, ...answer } = await post(url, query, {}, known);
    return JSON.stringify(answer);
  }

  private get place() {
    return { cwd: this.options.folder, env: { ...this.options.environment, ...this.exported } };
  }

  private async run(program: string, words: readonly string[]): Promise<{ exitCode: number | null; out: string; err: string }> {
    const child = spawn(program, words, this.place);
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return { exitCode, out, err };
  }

  /** A page's text as somebody types it here: with free ports, and with what was answered before. */
  private filled(text: string): string {
    const withIds = text.replaceAll(/\b([a-z]+)_…/g, (_whole, prefix: string) => this.newestOf(prefix)).replaceAll("'…'", () => `'${this.newestOf('cursor')}'`);
    return withIds.replaceAll(/\b(localhost:|PORT=)(\d+)/g, (_whole, before: string, port: string) => `${before}${this.options.ports.get(Number(port)) ?? port}`);
  }

  private newestOf(what: string): string {
    const value = this.newest.get(what);
    if (value === undefined) throw new Error(`nothing that was answered so far is a ${what}`);
    return value;
  }

  private remember(answer: string): void {
    for (const [id, prefix] of answer.matchAll(ID)) this.newest.set(prefix!, id);
    for (const [, cursor] of answer.matchAll(/"cursor":"([^"]+)"/g)) this.newest.set('cursor', cursor!);
    this.accessToken = /"accessToken":"([^"]+)"/.exec(answer)?.[1] ?? this.accessToken;
  }
}

/** `…` stands for whatever it may be: a part of a string of JSON, or of a text. */
function expectShown({ shown, isJson }: Answered, answer: string): void {
  if (isJson) return expect(JSON.parse(answer)).toEqual(JSON.parse(shown, (_key, value: unknown) => (typeof value === 'string' && value.includes('…') ? expect.stringMatching(patternOf(value)) : value)));
  if (!patternOf(shown.trim()).test(answer.trim())) expect(answer.trim()).toBe(shown.trim());
}

function patternOf(shown: string): RegExp {
  return new RegExp(`^${shown.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^\\n]*')}$`);
}

function expectNoErrors(answer: { data?: Record<string, { userErrors?: unknown[] }> | null; errors?: unknown[] }): void {
  expect(answer.errors).toBeUndefined();
  expect(Object.values(answer.data!).flatMap((payload) => payload.userErrors ?? [])).toEqual([]);
}
