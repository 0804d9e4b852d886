'use strict';
const { shareOut, testFiles } = require('./tests/kit/shares.cjs');

/**
 * Three projects. `pure` holds the tests that touch no database and runs once; all others run twice, on each engine.
 * `npm test` (scripts/test.ts) chooses the projects and starts the MySQL server that `mysql` needs. With TESTS_IN_SHARES=1, as in a
 * whole run, files share what they load (tests/kit/shares.cjs); otherwise each stands alone.
 */
const inShares = process.env.TESTS_IN_SHARES === '1';

const isPure = (file) => file.startsWith('src/kernel/') || file.includes('/model/') || file.endsWith('.pure.test.ts');

// It starts a server of its own, which is possible where scripts/test.ts has done so, and says nothing about SQLite.
const instanceTest = 'tests/kit/mysql-instance.test.ts';

// Minutes on a server, for what they have said on SQLite already: the statements are the same. TEST_EVERYTHING=1 runs them there too.
const longTests = process.env.TEST_EVERYTHING
  ? []
  : ['tests/architecture/two-tenant-walk.test.ts', 'src/cli/demo/demo.test.ts', 'src/platform/graphql/executor.test.ts'];

const shared = {
  rootDir: __dirname,
  roots: ['<rootDir>/src', '<rootDir>/tests'],
  transform: { '^.+\\.(ts|js|mjs)$': '@swc/jest' },
  // Packages that ship only ES modules; Node requires them as they are, jest needs them turned into CommonJS.
  transformIgnorePatterns: ['/node_modules/(?!(temporal-polyfill|temporal-utils|jose)/)'],
  setupFiles: ['<rootDir>/tests/kit/setup.cjs'],
};

// Jest knows <rootDir> only where a pattern begins. Written out, the path must not be read as a pattern itself.
const root = __dirname.replaceAll(/([!()*?[\\\]{}])/g, '\\$1');

function project(displayName, files, globals = {}) {
  const { alone, shares } = inShares ? shareOut(files) : { alone: files, shares: {} };
  const matched = [...alone, ...Object.keys(shares)];
  return { ...shared, displayName, globals: { ...globals, SHARES: shares }, testMatch: matched.map((file) => `${root}/${file}`) };
}

const files = testFiles();
const engineFiles = (leftOut) => files.filter((file) => !isPure(file) && !leftOut.includes(file));

/** @type {import('jest').Config} */
module.exports = {
  // Patience for a busy machine; no test measures time.
  testTimeout: 60_000,
  // Every worker keeps a database of its own; two suit the two cores of a usual CI machine.
  maxWorkers: 2,
  // jest keeps what each file loaded; a worker that grew large is slow, and is replaced.
  workerIdleMemoryLimit: '1GB',
  projects: [
    project('pure', files.filter(isPure)),
    project('sqlite', engineFiles([instanceTest]), { TEST_ENGINE: 'sqlite' }),
    project('mysql', engineFiles([...longTests, ...(process.env.TEST_MYSQL_IS_PRIVATE ? [] : [instanceTest])]), { TEST_ENGINE: 'mysql' }),
  ],
};
