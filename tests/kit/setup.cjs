'use strict';
// Entities are read when a test file is imported, so the metadata store and the engine have to be there before that.
require('reflect-metadata');

// A pure test has no engine: one that asks for it all the same must not get what the caller's shell happens to hold.
if (globalThis.TEST_ENGINE) process.env.TEST_ENGINE = globalThis.TEST_ENGINE;
else delete process.env.TEST_ENGINE;

// Outside production graphql looks for a second copy of itself whenever it asks what a type is, which would be a tenth of a test's time.
const { NODE_ENV } = process.env;
process.env.NODE_ENV = 'production';
require('graphql/jsutils/instanceOf');
process.env.NODE_ENV = NODE_ENV;
