'use strict';
/**
 * `npm run mutate`: changes the rules' code in small ways and sees whether a test fails. Rules are what kernel and the model folders hold; the
 * tables beside them are declarations. What a change at load time would do (descriptions, tables of constants) is left out.
 */
const { projects } = require('./jest.config.cjs');
const { transform, transformIgnorePatterns, setupFiles } = projects.find(({ displayName }) => displayName === 'pure');
const testMatch = ['**/src/kernel/**/*.test.ts', '**/src/**/model/**/*.test.ts'];

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
module.exports = {
  mutate: ['src/kernel/**/*.ts', 'src/**/model/**/*.ts', '!src/**/*.test.ts', '!src/**/*.entity.ts'],
  testRunner: 'jest',
  jest: { projectType: 'custom', config: { transform, transformIgnorePatterns, setupFiles, testMatch, roots: ['<rootDir>/src'] } },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  tempDirName: '.stryker',
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 90, low: 80, break: 80 },
};
