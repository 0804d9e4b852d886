'use strict';
/**
 * Loading the program takes a test file longer than most of its tests do. A whole run therefore has few files, tests/shares/*, each of
 * which requires its share of the others: one after the other in one registry of modules, each in a `describe` of its own.
 */
const { readdirSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '../..');
const folder = 'tests/shares/';

/** They take a minute each, whatever they load: by themselves they can be begun first. */
const longest = [
  'src/cli/demo/demo.test.ts',
  'src/main.test.ts',
  'tests/architecture/imports.pure.test.ts',
  'tests/architecture/two-tenant-walk.test.ts',
  'tests/operations.pure.test.ts',
  'tests/readme.pure.test.ts',
  'tests/scenarios/killed-in-a-burst.test.ts',
  'tests/scenarios/killed-while-subscribing.test.ts',
];

/** Every other test file, from the root. */
function testFiles() {
  const all = ['src', 'tests'].flatMap((top) => readdirSync(join(root, top), { recursive: true }).map((name) => `${top}/${name}`));
  return all.filter((file) => file.endsWith('.test.ts') && !file.startsWith(folder)).sort();
}

/** The files of a project, dealt out like cards, so that every share has some of each folder. */
function shareOut(files) {
  const names = readdirSync(join(root, folder)).sort().map((name) => folder + name);
  const dealt = files.filter((file) => !longest.includes(file));
  const shares = Object.fromEntries(names.map((name, turn) => [name, dealt.filter((_, index) => index % names.length === turn)]));
  return { shares, alone: files.filter((file) => longest.includes(file)) };
}

module.exports = { shareOut, testFiles };
