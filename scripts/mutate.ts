import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm run mutate [part of a folder's name]`: how many small changes to the rules' code the pure tests notice. Rules are what kernel and
 * the model folders hold. Ends with 1 below 80 %, which is a law of the project.
 */
const LEAST_PERCENT = 80;
const root = join(__dirname, '..');

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

interface Score {
  readonly folder: string;
  readonly noticed: number;
  readonly all: number;
}

function scoreOf(folder: string): Score {
  const stryker = join(root, 'node_modules/.bin/stryker');
  const { status } = spawnSync(stryker, ['run', 'stryker.config.cjs'], { cwd: root, stdio: 'inherit', env: { ...process.env, MUTATED_FOLDER: folder } });
  if (status !== 0) throw new Error(`${folder} could not be examined`);
  const { files } = JSON.parse(readFileSync(join(root, '.stryker/report.json'), 'utf8')) as Report;
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map((mutant) => mutant.status));
  const count = (...wanted: string[]) => statuses.filter((one) => wanted.includes(one)).length;
  const noticed = count('Killed', 'Timeout');
  return { folder, noticed, all: noticed + count('Survived', 'NoCoverage') };
}

function percentOf({ noticed, all }: Pick<Score, 'noticed' | 'all'>): string {
  return all === 0 ? '100.0' : ((100 * noticed) / all).toFixed(1);
}

const models = readdirSync(join(root, 'src/capabilities')).map((name) => `src/capabilities/${name}/model`);
const folders = ['src/kernel', ...models].filter((folder) => existsSync(join(root, folder)) && folder.includes(process.argv[2] ?? ''));
const scores = folders.map(scoreOf);
const total = scores.reduce((sum, { noticed, all }) => ({ noticed: sum.noticed + noticed, all: sum.all + all }), { noticed: 0, all: 0 });
const rows = [...scores, { folder: '**all**', ...total }].map((score) => `| ${score.folder} | ${score.all} | ${score.noticed} | ${percentOf(score)} |`);
console.log(['| folder | changes | noticed | % |', '|---|---:|---:|---:|', ...rows].join('\n'));
process.exitCode = Number(percentOf(total)) < LEAST_PERCENT ? 1 : 0;
