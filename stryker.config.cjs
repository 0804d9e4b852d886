'use strict';
/**
 * One folder of `npm run mutate` (scripts/mutate.ts): changes its code in small ways and sees whether its own tests fail. The tables
 * beside the rules are declarations, and what a change at load time would do (descriptions, constants) is left out.
 */
const { projects } = require('./jest.config.cjs');
const { transform, transformIgnorePatterns, setupFiles } = projects.find(({ displayName }) => displayName === 'pure');
const folder = process.env.MUTATED_FOLDER;

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
module.exports = {
  mutate: [`${folder}/**/*.ts`, '!src/**/*.test.ts', '!src/**/*.entity.ts'],
  testRunner: 'jest',
  // Its own tests only: they are few, and every change loads all that could notice it.
  jest: {
    projectType: 'custom',
    config: {
      transform,
      transformIgnorePatterns,
      setupFiles: [...setupFiles, '<rootDir>/tests/kit/mutation-setup.cjs'],
      testMatch: [`**/${folder}/**/*.test.ts`],
      roots: ['<rootDir>/src'],
    },
  },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  // jest keeps what each run loaded.
  maxTestRunnerReuse: 60,
  tempDirName: '.stryker',
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: '.stryker/report.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
};
