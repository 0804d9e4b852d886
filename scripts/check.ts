/**
 * `npm run check`: types, lint, freshness of what is generated, and who imports whom. Two checks run at a time; each that fails
 * prints what it found and one sentence that says what to do.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

interface Check {
  readonly what: string;
  readonly command: readonly string[];
  readonly remedy: string;
}

const root = join(__dirname, '..');
const run = (script: string, ...args: string[]) => [process.execPath, join('scripts', 'run.cjs'), script, ...args];
const bin = (name: string, ...args: string[]) => [process.execPath, join('node_modules', '.bin', name), ...args];

/** The slowest first, so that the other lane does the rest meanwhile. */
const checks: readonly Check[] = [
  { what: 'lint', command: bin('eslint', '.', '--max-warnings=0'), remedy: 'Mend what eslint names; `npx eslint --fix` does some of it.' },
  { what: 'types', command: bin('tsc', '--noEmit', '-p', '.'), remedy: 'Mend what the compiler names.' },
  { what: 'schema.graphql', command: run('scripts/print-schema.ts', '--check'), remedy: 'Run `npm run generate` and review the difference.' },
  { what: 'tests/generated', command: bin('graphql-codegen', '--config', 'codegen.yml', '--check'), remedy: 'Run `npm run codegen` and commit what it writes.' },
  { what: 'imports', command: [process.execPath, join('scripts', 'dependencies.mjs')], remedy: 'Each line names the rule; scripts/dependency-rules.cjs says why it is there.' },
];

interface Outcome extends Check {
  readonly output: string;
  readonly isGood: boolean;
}

function perform(check: Check): Promise<Outcome> {
  const [program, ...args] = check.command;
  const child = spawn(program!, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...check, isGood: code === 0, output: Buffer.concat(output).toString() }));
  });
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  const waiting = [...checks];
  const failed: Outcome[] = [];
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const outcome = await perform(check);
      if (!outcome.isGood) failed.push(outcome);
    }
  };
  await Promise.all([lane(), lane()]);
  for (const { what, output, remedy } of failed) console.error(`${output.trimEnd()}\n\nFailed: ${what}. ${remedy}\n`);
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  if (failed.length === 0) console.log(`Passed: ${checks.map(({ what }) => what).join(', ')} (${seconds} s).`);
  else console.error(`Failed: ${failed.map(({ what }) => what).join(', ')} (${seconds} s).`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

void main();
