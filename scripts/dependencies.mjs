/**
 * `npm run dependencies`: applies the dependency rules to the tree (or to the one given) and prints each import that breaks one.
 * With `--json` it prints the breaches and the graph of imports, for the tests. dependency-cruiser's own command refuses
 * Node 20; its library does not.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { cruise } from 'dependency-cruiser';

const { configurationOf } = createRequire(import.meta.url)('./dependency-rules.cjs');
const args = process.argv.slice(2).filter((arg) => arg !== '--json');
const root = resolve(args[0] ?? join(import.meta.dirname, '..'));

const folders = ['src', 'migrations', 'tests', 'scripts', 'bench', 'demo', 'dashboard'].filter((folder) => existsSync(join(root, folder)));
const { forbidden, options } = configurationOf(root);
const { output } = await cruise(folders, { baseDir: root, validate: true, ruleSet: { forbidden }, ...options });
const commentOf = new Map(forbidden.map(({ name, comment }) => [name, comment]));
const breaches = output.summary.violations.map(({ rule, from, to, cycle }) => ({
  rule: rule.name,
  from,
  to: cycle ? cycle.map(({ name }) => name).join(' -> ') : to,
  why: commentOf.get(rule.name),
}));

if (process.argv.includes('--json')) {
  const modules = output.modules.map(({ source, dependencies }) => ({
    source,
    imports: dependencies.map(({ resolved, dependencyTypes }) => ({ to: resolved, isTypeOnly: dependencyTypes.includes('type-only') })),
  }));
  process.stdout.write(JSON.stringify({ breaches, modules }));
} else {
  for (const { rule, from, to, why } of breaches) console.error(`${from} -> ${to}\n  ${rule}: ${why}`);
  console.log(`${output.summary.totalCruised} files, ${output.summary.totalDependenciesCruised} imports, ${breaches.length} against the rules.`);
  process.exitCode = breaches.length > 0 ? 1 : 0;
}
