import ts from 'typescript';
import { crossTenantReasons } from '../../src/platform/database/cross-tenant';
import { isTest, nodesOf, placeOf, sourceOf, sourcesIn, valueImportsOf, type Source } from './kit/sources';

/** The only files that look at all tenants. A new line here needs the reviewer's yes: say what the file does for whom. */
const homes: Readonly<Record<string, string>> = {
  'src/app/update-gauges.ts': 'counts the queues of the deployment when /metrics is read',
  'src/cli/doctor/check-queues.ts': 'counts what waits for the operator of the deployment',
  'src/platform/crypto/token-keys.ts': 'reads the signing keys, which have no tenant',
  'src/platform/events/consumers.ts': 'finds the tenants whose reactions are behind',
  'src/platform/events/feed.ts': 'asks for the progress of the tenants that have sockets open here',
  'src/platform/events/replay.ts': 'lists the parked events of all tenants for the command line',
  'src/platform/events/set-aside.ts': 'finds the set-aside events of any tenant whose retry is due',
  'src/platform/events/relay.ts': 'moves the committed events of every tenant into its log',
  'src/platform/jobs/job-runner.ts': 'claims, renews and finishes due jobs of any tenant',
  'src/platform/jobs/parked-jobs.ts': 'lists the parked jobs of all tenants for the command line',
  'src/platform/messages/mailbox.ts': 'shows the mails of all tenants on the page of the development mailbox',
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
    nodesOf(source.tree).flatMap((node) => {
      if (!ts.isPropertyAccessExpression(node) || !['across', 'transactAcross'].includes(node.name.text)) return [];
      const call = ts.isCallExpression(node.parent) && node.parent.expression === node ? node.parent : null;
      const reason = call?.arguments[0];
      return [{ source, node, reason: reason && ts.isStringLiteral(reason) ? reason.text : null }];
    }),
  );
}

const isResolver = (path: string) => /^src\/capabilities\/[^/]+\/graphql\//.test(path) || /^src\/platform\/.*\.resolver\.ts$/.test(path);

/** The files that loading these loads, each with the one that imports it. */
function reachableFrom(starts: readonly string[], sources: readonly Source[]): Map<string, string> {
  const sourceAt = new Map(sources.map((source) => [source.path, source]));
  const importer = new Map(starts.map((start) => [start, start]));
  for (const path of importer.keys()) {
    for (const to of valueImportsOf(sourceAt.get(path)!)) if (sourceAt.has(to) && !importer.has(to)) importer.set(to, path);
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
  const reach = reachableFrom(sources.map(({ path }) => path).filter(isResolver), sources);
  const reached = calls.filter(({ source, reason }) => reason !== 'platform administration' && reach.has(source.path));
  expect(reached.map(({ source, node }) => `${placeOf(source, node)}, imported by ${reach.get(source.path)}`)).toEqual([]);
});

test('control: a call is found however it is written, and reach follows values, not types', () => {
  const text = `db.across('metrics').query(''); const { database } = x; database.transactAcross(reason, run); const run = db.across;`;
  expect(callsAcross([sourceOf('a.ts', text)]).map(({ reason }) => reason).sort()).toEqual(['metrics', null, null]);
  const resolver = 'src/capabilities/a/graphql/a.resolver.ts';
  const tree = [
    sourceOf(resolver, `import { act } from '../actions/act'; import type { Model } from '../model/model'; import 'graphql';`),
    sourceOf('src/capabilities/a/actions/act.ts', `export * from '../storage/across';`),
    sourceOf('src/capabilities/a/storage/across.ts', ''),
    sourceOf('src/capabilities/a/model/model.ts', ''),
  ];
  expect([...reachableFrom([resolver], tree).keys()]).toEqual(tree.slice(0, 3).map(({ path }) => path));
});
