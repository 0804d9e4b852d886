import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { examineImports, repositoryRoot } from './kit/imports';

const { theList, configurationOf } = jest.requireActual<{
  theList(root: string): string[];
  configurationOf(root: string): { forbidden: { name: string }[] };
}>('../../scripts/dependency-rules.cjs');

// The whole tree is read, on a machine that may have much else to do.
jest.setTimeout(180_000);

/** From foundation to roof, those to come included: where two stand here decides who may import whom. */
const order = [
  'tenants',
  'identity',
  'catalog',
  'stock',
  'billing',
  'subscriptions',
  'orders',
  'hosting',
  'recommendations',
  'insights',
  'notifications',
  'webhooks',
  'ops',
];

test('imports point to earlier capabilities, through contract.ts and events.ts; rings and layers point inwards; there are no circles', () => {
  expect(examineImports(repositoryRoot).breaches).toEqual([]);
});

test('THE LIST runs from foundation to roof', () => {
  const list = theList(repositoryRoot);
  expect(list).toEqual(order.filter((name) => list.includes(name)));
});

test('every folder of src/capabilities stands on THE LIST', () => {
  const folders = readdirSync(join(repositoryRoot, 'src/capabilities'));
  expect(folders.filter((folder) => !theList(repositoryRoot).includes(folder))).toEqual([]);
});

/** Lawful files, which the others stand on. */
const lawful: Record<string, string> = {
  'package.json': '{ "dependencies": { "typeid-js": "*", "typeorm": "*" }, "devDependencies": { "fast-check": "*" } }',
  'src/app/capabilities.ts': `import type { Capability } from '../platform/capability';
    import { orders } from '../capabilities/orders/capability';
    import { stock } from '../capabilities/stock/capability';
    export const capabilities: readonly Capability[] = [stock, orders];`,
  'src/kernel/id.ts': `import { typeid } from 'typeid-js'; export const id = typeid;`,
  'src/platform/capability.ts': `export type Capability = object;`,
  'src/platform/database/columns.ts': `import '../../kernel/id';`,
  'src/platform/database/work.ts': `import './columns';`,
  'src/capabilities/stock/capability.ts': `import './graphql/level.resolver'; export const stock = {};`,
  'src/capabilities/stock/contract.ts': `export * from './actions/release-stock';`,
  'src/capabilities/stock/events.ts': `import './model/level.entity';`,
  'src/capabilities/stock/model/level.entity.ts': `import '../../../platform/database/columns';`,
  'src/capabilities/stock/storage/levels.queries.ts': `import '../model/level.entity'; import '../../../platform/database/work';`,
  'src/capabilities/stock/actions/release-stock.ts': `import '../storage/levels.queries'; import '../events'; import '../jobs/expire.job';`,
  'src/capabilities/stock/jobs/expire.job.ts': `import '../storage/levels.queries';`,
  'src/capabilities/stock/reactions/react.ts': `import '../actions/release-stock';`,
  'src/capabilities/stock/graphql/level.resolver.ts': `import '../actions/release-stock';`,
  'src/capabilities/orders/capability.ts': `export const orders = {};`,
  'src/capabilities/orders/contract.ts': `export * from './actions/place-order';`,
  'src/capabilities/orders/actions/place-order.ts': `import '../../stock/contract'; import '../../stock/events';`,
  'src/capabilities/orders/graphql/order.resolver.ts': `import '../actions/place-order';`,
  'src/capabilities/orders/storage/orders.queries.ts': `export const orders = 1;`,
  'migrations/1-create.ts': `import '../src/platform/database/migration-words'; import 'typeorm';`,
  'src/platform/database/migration-words.ts': `export const words = 1;`,
  'tests/kit/world.ts': `export const world = 1;`,
};

/** One breach each: rule, importing file, its text, and where the breach leads. */
const breaches: readonly [rule: string, from: string, text: string, to: string][] = [
  ['kernel-is-pure', 'src/kernel/a.ts', `import 'node:fs';`, 'fs'],
  ['kernel-is-pure', 'src/kernel/b.ts', `import '../platform/capability';`, 'src/platform/capability.ts'],
  ['kernel-is-pure', 'src/kernel/c.ts', `import 'typeorm';`, 'typeorm'],
  ['platform-knows-no-business', 'src/platform/a.ts', `import '../capabilities/stock/contract';`, 'src/capabilities/stock/contract.ts'],
  ['platform-knows-no-business', 'src/platform/b.ts', `import '../app/capabilities';`, 'src/app/capabilities.ts'],
  ['wiring-is-on-top', 'src/capabilities/stock/actions/a.ts', `import '../../../app/capabilities';`, 'src/app/capabilities.ts'],
  ['wiring-sees-manifests-and-contracts', 'src/app/a.ts', `import '../capabilities/stock/actions/release-stock';`, 'src/capabilities/stock/actions/release-stock.ts'],
  ['migrations-stand-alone', 'migrations/2-a.ts', `import '../src/kernel/id';`, 'src/kernel/id.ts'],
  ['source-imports-no-tests', 'src/platform/c.ts', `import '../../tests/kit/world';`, 'tests/kit/world.ts'],
  ['dashboard-is-a-client', 'dashboard/a.ts', `import '../src/kernel/id';`, 'src/kernel/id.ts'],
  ['stock-imports-earlier-capabilities-only', 'src/capabilities/stock/actions/b.ts', `import '../../orders/contract';`, 'src/capabilities/orders/contract.ts'],
  ['others-are-seen-through-contract-and-events', 'src/capabilities/orders/actions/c.ts', `import '../../stock/model/level.entity';`, 'src/capabilities/stock/model/level.entity.ts'],
  ['manifest-is-for-the-wiring', 'src/capabilities/stock/actions/d.ts', `import '../capability';`, 'src/capabilities/stock/capability.ts'],
  ['manifest-is-for-the-wiring', 'tests/kit/a.ts', `import '../../src/capabilities/stock/capability';`, 'src/capabilities/stock/capability.ts'],
  ['contract-is-for-others', 'src/capabilities/stock/actions/e.ts', `import '../contract';`, 'src/capabilities/stock/contract.ts'],
  ['graphql-imports-no-reactions-jobs', 'src/capabilities/stock/graphql/a.ts', `import '../jobs/expire.job';`, 'src/capabilities/stock/jobs/expire.job.ts'],
  ['reactions-jobs-imports-no-graphql', 'src/capabilities/stock/reactions/a.ts', `import '../graphql/level.resolver';`, 'src/capabilities/stock/graphql/level.resolver.ts'],
  ['jobs-imports-no-reactions', 'src/capabilities/stock/jobs/a.job.ts', `import '../reactions/react';`, 'src/capabilities/stock/reactions/react.ts'],
  ['actions-imports-no-graphql-reactions', 'src/capabilities/stock/actions/f.ts', `import '../graphql/level.resolver';`, 'src/capabilities/stock/graphql/level.resolver.ts'],
  ['storage-imports-no-graphql-reactions-jobs-actions', 'src/capabilities/stock/storage/a.ts', `import '../actions/release-stock';`, 'src/capabilities/stock/actions/release-stock.ts'],
  ['model-imports-no-graphql-reactions-jobs-actions-storage', 'src/capabilities/stock/model/a.ts', `import '../storage/levels.queries';`, 'src/capabilities/stock/storage/levels.queries.ts'],
  ['model-says-platform-words-only', 'src/capabilities/stock/model/b.ts', `import type {} from '../../../platform/database/work';`, 'src/platform/database/work.ts'],
  ['ports-import-the-model-only', 'src/capabilities/stock/carriers/a.ts', `import '../storage/levels.queries';`, 'src/capabilities/stock/storage/levels.queries.ts'],
  ['events-import-the-model-only', 'src/capabilities/orders/events.ts', `import './storage/orders.queries';`, 'src/capabilities/orders/storage/orders.queries.ts'],
  ['contract-shows-no-callers', 'src/capabilities/orders/contract.ts', `import './graphql/order.resolver';`, 'src/capabilities/orders/graphql/order.resolver.ts'],
  ['no-circles', 'src/kernel/d.ts', `import type {} from './e';`, 'src/kernel/e.ts -> src/kernel/d.ts'],
  ['no-circles-in-tests', 'tests/kit/b.ts', `import './c';`, 'tests/kit/c.ts -> tests/kit/b.ts'],
  ['shipped-code-uses-shipped-packages', 'src/platform/d.ts', `import 'fast-check';`, 'fast-check'],
  ['imports-exist', 'src/platform/e.ts', `import './nowhere';`, './nowhere'],
];

/** The other half of the circles, and what a circle of types may do in the kit. */
const company: Record<string, string> = {
  'src/kernel/e.ts': `import './d';`,
  'tests/kit/c.ts': `import './b';`,
  'tests/kit/d.ts': `import type {} from './e';`,
  'tests/kit/e.ts': `import './d';`,
};

function inTree<Result>(files: Record<string, string>, look: (root: string) => Result): Result {
  const root = mkdtempSync(join(tmpdir(), 'perennial-imports-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'));
    return look(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const sentences = (found: readonly { rule: string; from: string; to: string }[]) =>
  found.map(({ rule, from, to }) => `${rule}: ${from} -> ${to.replace(/.*node_modules\/([^/]+)\/.*/, '$1')}`).sort();

test('control: a lawful tree breaks no import rule', () => {
  expect(inTree(lawful, (root) => examineImports(root).breaches)).toEqual([]);
});

test('control: each import rule catches its breach, and nothing else is caught', () => {
  const files = Object.fromEntries(breaches.map(([, from, text]) => [from, text]));
  const { found, rules } = inTree({ ...lawful, ...files, ...company }, (root) => ({
    found: examineImports(root).breaches,
    rules: configurationOf(root).forbidden.map(({ name }) => name),
  }));
  expect(sentences(found)).toEqual(sentences(breaches.map(([rule, from, , to]) => ({ rule, from, to }))));
  expect([...new Set(breaches.map(([rule]) => rule))]).toEqual(rules);
});
