'use strict';
/**
 * Runs a TypeScript file: `node scripts/run.cjs path/to/file.ts args...`. swc compiles it by the project's .swcrc, which,
 * unlike esbuild and type stripping, emits the decorator metadata that entities need. Types are checked elsewhere.
 * Loaded with `node -r`, it only teaches require() to read TypeScript.
 */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { transformSync } = require('@swc/core');

const configFile = path.join(__dirname, '..', '.swcrc');
const inPackages = `${path.sep}node_modules${path.sep}`;
const compileByNode = Module._extensions['.ts'] ?? Module._extensions['.js'];

function compile(filename) {
  // Inline maps, because Node's own source map support reads them from the compiled text. require() keeps the
  // compiled module, so a file is compiled once a process and needs no other cache.
  return transformSync(readFileSync(filename, 'utf8'), { filename, configFile, swcrc: false, sourceMaps: 'inline' }).code;
}

Module._extensions['.ts'] = (module, filename) => {
  if (filename.includes(inPackages)) return compileByNode(module, filename);
  return module._compile(compile(filename), filename);
};
process.setSourceMapsEnabled(true);

if (require.main === module) {
  if (!process.argv[2]) {
    console.error('Usage: node scripts/run.cjs path/to/file.ts [arguments]');
    process.exit(2);
  }
  // The program sees the arguments that it would see if Node ran it directly.
  process.argv.splice(1, 2, path.resolve(process.argv[2]));
  Module._load(process.argv[1], null, true);
}
