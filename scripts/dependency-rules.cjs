'use strict';
/**
 * Who may import whom, made from THE LIST (src/app/capabilities.ts): rules for dependency-cruiser, each with the sentence that
 * is printed when it is broken. `npm run dependencies` applies them; a test breaks each one and sees it caught.
 */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const TEST = '\\.test\\.ts$';
const OUTER_LAYERS = 'graphql|reactions|jobs';
const LAYERS = `${OUTER_LAYERS}|actions|storage|model`;

/** The packages that kernel may use: sums over values, without input or output. */
const PURE_PACKAGES = ['currency-codes', 'decimal.js', 'dinero.js', 'temporal-polyfill', 'typeid-js'];

/** What of the platform a model may say: columns, scalars, keys, kinds of jobs. The rest is machinery, which nouns and pure rules never need. */
const PLATFORM_WORDS = ['database/(columns|node-entity)\\.ts', 'graphql/(scalars|money\\.type|country-code)\\.ts', 'crypto/', 'jobs/job\\.ts'];

/** The folders of THE LIST, in its order. */
function theList(root) {
  const text = readFileSync(join(root, 'src/app/capabilities.ts'), 'utf8');
  const folderOf = new Map([...text.matchAll(/import \{ (\w+) \} from '..\/capabilities\/([\w-]+)\/capability'/g)].map((match) => [match[1], match[2]]));
  const [, members] = /capabilities: readonly Capability\[\] = \[([^\]]*)\]/.exec(text) ?? [];
  if (members === undefined) throw new Error('src/app/capabilities.ts has no list that the dependency rules could be made from');
  return [...members.matchAll(/\w+/g)].map(([name]) => {
    if (!folderOf.has(name)) throw new Error(`src/app/capabilities.ts lists ${name} without importing it from its capability.ts`);
    return folderOf.get(name);
  });
}

/** Rules of dependency-cruiser for capabilities that stand on a list in this order. */
function rulesFor(list) {
  return [...betweenRings(), ...betweenCapabilities(list), ...insideCapabilities(), ...everywhere()].map((rule) => ({ severity: 'error', ...rule }));
}

function betweenRings() {
  return [
    {
      name: 'kernel-is-pure',
      comment: 'src/kernel imports kernel and pure libraries, nothing else.',
      from: { path: '^src/kernel/', pathNot: TEST },
      to: { pathNot: ['^src/kernel/', `node_modules/(${PURE_PACKAGES.join('|').replaceAll('.', '\\.')})/`] },
    },
    {
      name: 'platform-knows-no-business',
      comment: 'src/platform imports kernel and platform: no capability, no wiring.',
      from: { path: '^src/platform/', pathNot: TEST },
      to: { path: '^(src/(?!kernel/|platform/)|migrations/)' },
    },
    {
      name: 'wiring-is-on-top',
      comment: 'A capability imports neither src/app, src/cli nor migrations.',
      from: { path: '^src/capabilities/', pathNot: TEST },
      to: { path: '^(src/(app|cli|main)\\b|migrations/)' },
    },
    {
      name: 'wiring-sees-manifests-and-contracts',
      comment: "src/app and src/cli see a capability by its capability.ts, contract.ts and events.ts.",
      from: { path: '^src/(app/|cli/|main\\.ts)', pathNot: TEST },
      to: { path: '^src/capabilities/', pathNot: '^src/capabilities/[^/]+/(capability|contract|events)\\.ts$' },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration imports the words of migrations alone: it must mean the same when the code has moved on.',
      from: { path: '^migrations/' },
      to: { pathNot: ['^migrations/', '^src/platform/database/migration-words\\.ts$', 'node_modules/typeorm/'] },
    },
    {
      name: 'source-imports-no-tests',
      comment: 'What is shipped imports nothing from tests, scripts, bench, demo or dashboard.',
      from: { path: '^(src|migrations)/', pathNot: TEST },
      to: { path: '^(tests|scripts|bench|demo|dashboard)/' },
    },
    {
      name: 'dashboard-is-a-client',
      comment: 'The dashboard speaks to the public API and imports nothing of the server.',
      from: { path: '^dashboard/' },
      to: { path: '^(src|migrations|tests)/' },
    },
  ];
}

function betweenCapabilities(list) {
  const order = list.slice(0, -1).map((name, index) => ({
    name: `${name}-imports-earlier-capabilities-only`,
    comment: `${list.slice(index + 1).join(', ')} stand later on THE LIST than ${name}: emit an event for them instead.`,
    from: { path: `^src/capabilities/${name}/` },
    to: { path: `^src/capabilities/(${list.slice(index + 1).join('|')})/` },
  }));
  return [
    ...order,
    {
      name: 'others-are-seen-through-contract-and-events',
      comment: 'Another capability is seen through its contract.ts and events.ts.',
      from: { path: '^src/capabilities/([^/]+)/' },
      to: { path: '^src/capabilities/', pathNot: ['^src/capabilities/$1/', '^src/capabilities/[^/]+/(contract|events)\\.ts$'] },
    },
    {
      name: 'manifest-is-for-the-wiring',
      comment: 'Only src/app and src/cli import a capability.ts.',
      from: { pathNot: '^src/(app|cli)/' },
      to: { path: '^src/capabilities/[^/]+/capability\\.ts$' },
    },
    {
      name: 'contract-is-for-others',
      comment: 'Inside its own capability nobody needs the contract; only the manifest may show it.',
      from: { path: '^src/capabilities/([^/]+)/', pathNot: [TEST, 'capability\\.ts$'] },
      to: { path: '^src/capabilities/$1/contract\\.ts$' },
    },
  ];
}

/**
 * graphql | reactions | jobs -> actions -> storage -> model. One arrow points up: an action, a reaction or a job may import a
 * job, because the job object is the name by which it is scheduled. What that could knot together (an action that schedules the
 * job that calls it) is refused by no-circles: then the model names the kind of the job, and both import it from there.
 */
function insideCapabilities() {
  const may = (from, not, comment) => ({
    name: `${from.replaceAll('|', '-')}-imports-no-${not.replaceAll('|', '-')}`,
    comment,
    from: { path: `^src/capabilities/([^/]+)/(${from})/`, pathNot: TEST },
    to: { path: `^src/capabilities/$1/(${not})/` },
  });
  return [
    may('graphql', 'reactions|jobs', 'A resolver calls actions and storage; what it wants done later, an action schedules.'),
    may('reactions|jobs', 'graphql', 'Reactions and jobs call actions; resolvers are for clients.'),
    may('jobs', 'reactions', 'A job calls actions.'),
    may('actions', 'graphql|reactions', 'An action knows nobody who calls it; it may name a job to schedule it.'),
    may('storage', `${OUTER_LAYERS}|actions`, 'Storage imports the model and the platform.'),
    may('model', `${OUTER_LAYERS}|actions|storage`, 'The model imports kernel and the words of the platform.'),
    {
      name: 'model-says-platform-words-only',
      comment: 'A model uses the columns, scalars and keys of the platform; a database or a request it never needs.',
      from: { path: '^src/capabilities/[^/]+/model/', pathNot: TEST },
      to: { path: '^src/platform/', pathNot: `^src/platform/(${PLATFORM_WORDS.join('|')})` },
    },
    {
      name: 'ports-import-the-model-only',
      comment: 'A port folder (gateways, carriers) is the way out: of its own capability it imports the model.',
      from: { path: `^src/capabilities/([^/]+)/(?!(?:${LAYERS})/)[^/]+/`, pathNot: TEST },
      to: { path: `^src/capabilities/$1/(${OUTER_LAYERS}|actions|storage)/` },
    },
    {
      name: 'events-import-the-model-only',
      comment: 'Event declarations import the model and the platform.',
      from: { path: '^src/capabilities/([^/]+)/events\\.ts$' },
      to: { path: '^src/capabilities/$1/(?!model/)' },
    },
    {
      name: 'contract-shows-no-callers',
      comment: 'A contract shows actions, storage, model and ports; resolvers, reactions and jobs are nobody else\'s business.',
      from: { path: '^src/capabilities/([^/]+)/contract\\.ts$' },
      to: { path: `^src/capabilities/$1/(${OUTER_LAYERS})/` },
    },
  ];
}

function everywhere() {
  return [
    {
      name: 'no-circles',
      comment: 'Files that import each other in a circle cannot be understood one at a time; a type counts too.',
      from: { path: '^(src|migrations|scripts|bench|demo|dashboard)/' },
      to: { circular: true },
    },
    {
      name: 'no-circles-in-tests',
      comment: 'The kit may know types in both directions, values in one.',
      from: { path: '^tests/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shipped-code-uses-shipped-packages',
      comment: 'src and migrations use packages of `dependencies`, not of `devDependencies` and none that stands in no list.',
      from: { path: '^(src|migrations)/', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'imports-exist',
      comment: 'Every import can be found; a peer of the benchmark has packages of its own.',
      from: { pathNot: '^bench/peers/' },
      to: { couldNotResolve: true },
    },
  ];
}

/** The whole configuration for the tree under `root`. */
function configurationOf(root) {
  return {
    forbidden: rulesFor(theList(root)),
    options: {
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '^(dist|coverage|tests/generated)/' },
      // Imports of types count: they tie files together in a reader's head.
      tsPreCompilationDeps: 'specify',
      moduleSystems: ['cjs', 'es6'],
      enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'import', 'node', 'default'] },
    },
  };
}

module.exports = { theList, configurationOf };
