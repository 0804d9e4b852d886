import ts from 'typescript';
import { breachesOf, isMember, isName, isPropertyNamed, lastWord, livesIn, usesIn, type Ban } from './kit/bans';
import { shippedFolders, sourceOf, sourcesIn } from './kit/sources';

const business = ['src/kernel/', 'src/platform/', 'src/capabilities/'];
const isMoney = (word: string) => /^(amount|price|tax|discount|fee|money)$|(Minor|Amount|Price|Tax|Discount|Fee|Money)$/.test(word);
const isHundred = (node: ts.Node) => /^(100|1_?000|0\.01|0\.001)n?$/.test(node.getText());
const decorators = ['Entity', 'Index', 'PrimaryColumn', 'Column', 'Check', 'ForeignKey'];

function joinsHundred(node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node) || ![ts.SyntaxKind.SlashToken, ts.SyntaxKind.AsteriskToken].includes(node.operatorToken.kind)) return false;
  return (isHundred(node.right) && isMoney(lastWord(node.left))) || (isHundred(node.left) && isMoney(lastWord(node.right)));
}

function isFloatMoney(node: ts.Node): boolean {
  if (isName(node, 'parseFloat') || isPropertyNamed(node, 'parseFloat', 'toFixed') || joinsHundred(node)) return true;
  if (ts.isCallExpression(node) && isName(node.expression, 'Number', 'parseInt')) return node.arguments.some((argument) => isMoney(lastWord(argument)));
  const isTyped = ts.isPropertySignature(node) || ts.isPropertyDeclaration(node) || ts.isParameter(node) || ts.isVariableDeclaration(node);
  const type = isTyped ? (node.type?.getText() ?? '') : '';
  return isTyped && /\bnumber\b/.test(type) && !/\bbigint\b/.test(type) && isMoney(node.name.getText());
}

function takesMoreThanDecorators(node: ts.Node): boolean {
  if (!ts.isImportDeclaration(node) || node.moduleSpecifier.getText() !== `'typeorm'`) return false;
  const named = node.importClause?.namedBindings;
  return !named || !ts.isNamedImports(named) || named.elements.some(({ name, propertyName }) => !decorators.includes((propertyName ?? name).text));
}

const bans: readonly Ban[] = [
  {
    law: 'only the clocks ask the machine for the time or make a Date',
    instead: 'take a Clock; addMs, parseInstant and clockAt of kernel/clock make instants',
    within: ['src/'],
    finds: (node) =>
      isMember(node, 'Date', 'now', 'parse', 'UTC') ||
      ((ts.isNewExpression(node) || ts.isCallExpression(node)) && isName(node.expression, 'Date')) ||
      isMember(node, 'Temporal', 'Now'),
    homes: {
      'src/kernel/clock.ts': 'the real clock, and sums over instants',
      'src/kernel/calendar.ts': 'turns the calendar\'s sums into instants',
      'src/capabilities/billing/gateways/sandbox*': 'a program of its own, which reads instants from its own wire and file',
      'src/platform/database/database-clock.ts': 'database time between two synchronisations',
      'src/platform/database/instant-text.ts': 'the text form of instants in the database',
    },
  },
  {
    law: 'nobody throws dice: chance comes from the crypto module, and is an argument where a rule needs it',
    instead: 'randomInt, randomBytes or newId',
    within: ['src/'],
    finds: (node) => isMember(node, 'Math', 'random'),
    homes: {},
  },
  {
    law: 'the environment is read once, where a program starts',
    instead: 'a variable of platform/config/config.ts',
    within: ['src/'],
    finds: (node) => isMember(node, 'process', 'env'),
    homes: { 'src/main.ts': 'starts the server', 'src/cli/perennial.ts': 'starts the command line' },
  },
  {
    law: 'nobody waits for business time with a timer: what is due later is a job',
    instead: 'schedule() a job; AbortSignal.timeout() limits a call',
    within: ['src/'],
    finds: (node) => isName(node, 'setTimeout', 'setInterval', 'setImmediate'),
    homes: {
      'src/capabilities/billing/gateways/sandbox*': 'a program of its own: late answers and repeats of notifications are its play',
      'src/app/server.ts': 'limits how long a shutdown waits',
      'src/app/websocket-transport.ts': 'pings sockets, so that dead ones are found',
      'src/app/websocket.ts': 'closes a socket when its access token expires, which is real time',
      'src/app/worker.ts': 'pauses between two looks at the list of jobs',
      'src/platform/database/gathering.ts': 'waits for one turn of the event loop, no time: whoever can still ask asks before the statement goes out',
      'src/cli/commands/clock-advance.ts': 'looks how far the clock has come, for the person who waits',
      'src/platform/database/data-source.ts': 'waits for a file that another process is just opening',
      'src/platform/database/database-clock.ts': 'synchronises with the database',
      'src/platform/database/database.ts': 'spreads the repeats of a deadlock',
      'src/platform/database/sqlite-pool.ts': 'waits for a file that another process holds',
      'src/platform/events/feed.ts': 'looks for events of other processes',
      'src/platform/graphql/idempotency-keys.ts': 'waits for the same request under way elsewhere',
      'src/platform/jobs/job-runner.ts': 'renews the lease of a running job',
    },
  },
  {
    law: 'no raw repository: data is reached through View and Work',
    instead: 'view.from(...), work.insert(...), work.save(...)',
    within: shippedFolders,
    finds: (node) =>
      isPropertyNamed(node, 'getRepository', 'getTreeRepository', 'createQueryBuilder', 'createQueryRunner', 'manager') ||
      isName(node, 'EntityManager', 'Repository', 'getRepository', 'createQueryBuilder', 'SelectQueryBuilder') ||
      (isPropertyNamed(node, 'query') && isPropertyNamed((node as ts.PropertyAccessExpression).expression, 'source')),
    homes: { 'src/platform/database/': 'View and Work are made here' },
  },
  {
    law: 'only the database platform and migrations know more of TypeORM than its decorators',
    instead: 'the columns of platform/database/columns.ts',
    within: ['src/'],
    finds: takesMoreThanDecorators,
    homes: { 'src/platform/database/': 'it is TypeORM\'s only neighbour' },
  },
  {
    law: 'no float money: amounts are bigint minor units, divided by divideRounded or splitMinor',
    instead: 'kernel/money',
    within: business,
    finds: isFloatMoney,
    homes: {},
  },
  {
    law: 'no console: what the program says goes through the logger',
    instead: 'the logger',
    within: shippedFolders,
    finds: (node) => isName(node, 'console'),
    homes: { 'src/cli/': 'the command line speaks to its user' },
  },
];

const sources = sourcesIn(shippedFolders);

test.each(bans)('$law', (ban) => {
  expect({ instead: ban.instead, found: sources.flatMap((source) => breachesOf(ban, source)) }).toEqual({ instead: ban.instead, found: [] });
});

test('every home of something banned needs it', () => {
  const idle = bans.flatMap((ban) =>
    Object.keys(ban.homes).filter((home) => !home.endsWith('/') && !sources.some((source) => livesIn(source.path, home) && usesIn(ban, source).length > 0)),
  );
  expect(idle).toEqual([]);
});

/** For each law, in the order above: lines that break it, and lines that only look like it. */
const controls: readonly [breaks: string[], keeps: string[]][] = [
  [
    ['Date.now()', 'new Date()', 'new Date(5)', 'Date.parse(text)', 'Temporal.Now.instant()', 'Date()'],
    ['const when: Date = clock.now()', 'x.Date', '// new Date()', '"Date.now()"', 'thing instanceof Date'],
  ],
  [['Math.random()', 'const { random } = { random: Math.random }'], ['Math.floor(1)', 'randomInt(5)']],
  [['process.env.X', 'const e = process.env'], ['process.exit(1)', 'config.env']],
  [['setTimeout(f, 5)', `import { setTimeout as sleep } from 'node:timers/promises'`, 'setInterval(f)'], ['clearTimeout(t)', 'x.setTimeout(5)']],
  [['source.getRepository(User)', 'source.manager.save(x)', 'database.source.query(sql)', 'let e: EntityManager'], ['view.from(User)', 'connection.query(sql)']],
  [[`import { DataSource } from 'typeorm'`, `import * as typeorm from 'typeorm'`, `import type { Repository as R } from 'typeorm'`], [`import { Entity, Index } from 'typeorm'`]],
  [
    ['parseFloat(text)', 'x.toFixed(2)', 'amountMinor / 100', 'price * 0.01', '100n * line.unitPrice', 'Number(order.totalMinor)', 'interface A { amountMinor: number }', 'function f(tax: number | null) {}'],
    ['seconds / 1_000', 'Number(row.n)', 'interface A { amountMinor: bigint; count: number }', 'divideRounded(amountMinor * rate, 100n)', 'x.amount.toString()'],
  ],
  [['console.log(1)'], ['logger.info(1)', 'x.console']],
];

test('control: each ban finds what breaks it, and only that', () => {
  const finds = (ban: Ban, line: string) => usesIn(ban, sourceOf('src/kernel/a.ts', line)).length > 0;
  const missed = bans.flatMap((ban, index) => controls[index]![0].filter((line) => !finds(ban, line)));
  const mistaken = bans.flatMap((ban, index) => controls[index]![1].filter((line) => finds(ban, line)));
  expect({ missed, mistaken }).toEqual({ missed: [], mistaken: [] });
});
