import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

const root = join(__dirname, '..');
const PATIENCE_MS = 240_000;

/** What docs/benchmarks.md tells to run, with numbers so small that it says nothing of speed: a benchmark fails when its results are wrong. */
function bench(words: readonly string[]): Record<string, unknown>[] {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-bench-test-'));
  const file = join(folder, 'out.json');
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.cjs', 'bench/bench.ts', ...words, '--json', file], { cwd: root, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${stdout}${stderr}`);
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.env.TEST_ENGINE === 'mysql') {
  test('renewals: as many charges as were due', () => {
    expect(bench(['renewals', '--count', '100', '--floor', '100'])).toMatchObject([
      { workload: 'W7', target: 'perennial', charges: 100 },
      { workload: 'W7', target: 'floor', charges: 100, ratioToFloor: 1 },
    ]);
  }, PATIENCE_MS);
} else {
  test('year: twelve renewals of each subscription', () => {
    expect(bench(['year', '--count', '4', '--days', '2'])).toMatchObject([{ workload: 'YEAR', subscriptions: 4, days: 2, charges: 48 }]);
  }, PATIENCE_MS);
}
