#!/usr/bin/env node
import { runCli } from './run-cli';
import { processTerminal } from './terminal';

process.setSourceMapsEnabled(true);
// Not process.exit: a server goes on, and what was printed is still on its way.
void runCli(process.argv.slice(2), processTerminal()).then((exitCode) => (process.exitCode = exitCode));
