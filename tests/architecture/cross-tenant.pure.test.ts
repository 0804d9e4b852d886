import ts from 'typescript';
import { crossTenantReasons } from '../../src/platform/database/cross-tenant';
import { examineImports, repositoryRoot, type ImportReport } from './kit/imports';
import { isTest, nodesOf, placeOf, sourceOf, sourcesIn, type Source } from './kit/sources';

/** The only files that look at all tenants. A new line here needs the reviewer's yes: say what the file does for whom. */
const homes: Readonly<Record<string, string>> = {
  'src/app/update-gauges.ts': 'counts the queues of the deployment when /metrics is read',
  'src/platform/crypto/token-keys.ts': 'reads the signing keys, which have no tenant',
  'src/platform/events/consumers.ts': 'finds the tenants whose reactions are behind',
  'src/platform/events/feed.ts': 'asks for the progress of the tenants that have sockets open here',
  'src/platform/events/relay.ts': 'moves the committed events of every tenant into its log',
  'src/platform/jobs/job-runner.ts': 'claims, renews and finishes due jobs of any tenant',
  'src/capabilities/tenants/actions/create-tenant.ts': 'makes the tenant that no statement could name before',
  'src/capabilities/tenants/storage/across-tenants.queries.ts': 'finds the tenant of a key, and lists tenants for the command line',
};

interface Across {
  readonly source: Source;
  readonly node: ts.Node;
  /** Null when it is no literal, so that nobody can see it. */
  readonly reason: string | null;
}

function callsAcross(sources: readonly Source[]): Across[] {
  return sources.flatMap((source) =>
    [...nodesOf(source.tree)].flatMap((node) => {
      if (!ts.isPropertyAccessExpression(node) || !['across', 'transactAcross'].includes(node.name.text)) return [];
      const call = ts.isCallExpression(node.parent) && node.parent.expression === node ? node.parent : null;
      const reason = call?.arguments[0];
      return [{ source, node, reason: reason && ts.isStringLiteral(reason) ? reason.text : null }];
    }),
  );
}

const isResolver = (path: string) => /^src\/capabilities\/[^/]+\/graphql\//.test(path) || /^src\/platform\/.*\.resolver\.ts$/.test(path);

/** The files that running these may run, each with the one that imports it. */
function reachableFrom(starts: readonly string[], { modules }: Pick<ImportReport, 'modules'>): Map<string, string> {
  const importsOf = new Map(modules.map(({ source, imports }) => [source, imports]));
  const importer = new Map(starts.map((start) => [start, start]));
  for (const path of importer.keys()) {
    for (const { to, isTypeOnly } of importsOf.get(path) ?? []) if (!isTypeOnly && !importer.has(to)) importer.set(to, path);
  }
  return importer;
}

const sources = sourcesIn(['src']).filter(({ path }) => !isTest(path));
const calls = callsAcross(sources);

test('only files on a short list look at all tenants', () => {
  expect([...new Set(calls.map(({ source }) => source.path))].sort()).toEqual(Object.keys(homes).sort());
});

test('each look at all tenants gives a reason that can be read where it stands', () => {
  const unexplained = calls.filter(({ reason }) => reason === null || !(reason in crossTenantReasons));
  expect(unexplained.map(({ source, node }) => placeOf(source, node))).toEqual([]);
});

test('no client resolver reaches a statement over all tenants, but for platform administration', () => {
  const reach = reachableFrom(sources.map(({ path }) => path).filter(isResolver), examineImports(repositoryRoot));
  const reached = calls.filter(({ source, reason }) => reason !== 'platform administration' && reach.has(source.path));
  expect(reached.map(({ source, node }) => `${placeOf(source, node)}, imported by ${reach.get(source.path)}`)).toEqual([]);
});

test('control: a call is found however it is written, and reach follows values, not types', () => {
  const text = `db.across('metrics').query(''); const { database } = x; database.transactAcross(reason, run); const run = db.across;`;
  expect(callsAcross([sourceOf('a.ts', text)]).map(({ reason }) => reason)).toEqual(['metrics', null, null]);
  const modules = [
    { source: 'src/capabilities/a/graphql/a.resolver.ts', imports: [{ to: 'action.ts', isTypeOnly: false }, { to: 'model.ts', isTypeOnly: true }] },
    { source: 'action.ts', imports: [{ to: 'across.ts', isTypeOnly: false }] },
    { source: 'model.ts', imports: [{ to: 'other.ts', isTypeOnly: false }] },
  ];
  const starts = modules.map(({ source }) => source).filter(isResolver);
  expect([...reachableFrom(starts, { modules }).keys()]).toEqual([starts[0], 'action.ts', 'across.ts']);
});
