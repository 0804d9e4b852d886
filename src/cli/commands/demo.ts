import { Command } from 'commander';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { endOnSignal } from '../../app/end-on-signal';
import { openProgram } from '../../app/program';
import { listenError, startServer, type RunningServer } from '../../app/server';
import { serveSandboxGateway, type SandboxServer } from '../../capabilities/billing/capability';
import { readConfig, type Config } from '../../platform/config/config';
import { createLogger } from '../../platform/observability/logger';
import { readDemoShop, writeDemoShop } from '../demo/demo-facts';
import { demoText } from '../demo/demo-text';
import { seedDemo } from '../demo/seed-demo';
import { reportText } from '../import/report';
import { progressOn } from '../progress';
import type { Terminal } from '../terminal';

export function demo(terminal: Terminal): Command {
  return new Command('demo')
    .description(
      'Starts the demo shop and its payment gateway. The first time it fills the database, which must be empty, with the history of a real shop. ' +
        'Listens on PORT; DATABASE_URL may name MySQL.',
    )
    .action(async () => {
      const environment = { LOG_LEVEL: 'warn', MAILBOX: 'true', ...terminal.environment };
      await assertPortIsFree(readConfig(environment));
      const gateway = await startGateway(readConfig(environment), terminal.environment.SANDBOX_GATEWAY_URL ? 'THIS_PORT' : 'ANY_PORT');
      try {
        const server = await openShop(terminal, readConfig({ ...environment, SANDBOX_GATEWAY_URL: gateway.url }));
        endTogether(terminal, server, gateway);
      } catch (error) {
        await gateway.close();
        throw error;
      }
    });
}

/** Before the shop is filled, not after. */
async function assertPortIsFree(config: Config): Promise<void> {
  const probe = createServer().listen(config.PORT, config.HOST);
  try {
    await once(probe, 'listening');
  } catch (error) {
    throw listenError(config, error);
  }
  probe.close();
  await once(probe, 'close');
}

/** Its usual port may be taken by the gateway of another shop on this machine; then it takes another, unless it was told which. */
async function startGateway(config: Config, choice: 'THIS_PORT' | 'ANY_PORT'): Promise<SandboxServer> {
  const file = join(config.DATA_DIR, 'sandbox-gateway.ledger');
  const start = (port: number) => serveSandboxGateway({ port, file, secret: config.SANDBOX_GATEWAY_SECRET });
  try {
    return await start(Number(new URL(config.SANDBOX_GATEWAY_URL).port || 80));
  } catch (error) {
    if (choice === 'THIS_PORT' || (error as { code?: string }).code !== 'EADDRINUSE') throw error;
    return start(0);
  }
}

async function openShop(terminal: Terminal, config: Config): Promise<RunningServer> {
  const program = await openProgram(config, createLogger(config.LOG_LEVEL, 'STDERR'));
  try {
    const { shop, imported } = await seedDemo(program, { known: readDemoShop(config.DATA_DIR), progress: progressOn(terminal) });
    // At once: should the server not start, the next try must not fill the shop again.
    writeDemoShop(config.DATA_DIR, shop);
    if (imported) terminal.print(reportText(imported, 'GBP'));
    const server = await startServer(program);
    const facts = { url: server.url, wsUrl: server.wsUrl, gatewayUrl: config.SANDBOX_GATEWAY_URL, ...shop };
    writeDemoShop(config.DATA_DIR, facts);
    terminal.print(demoText(facts));
    return server;
  } catch (error) {
    await program.close();
    throw error;
  }
}

/** The gateway last: requests under way may still ask it. */
function endTogether(terminal: Terminal, server: RunningServer, gateway: SandboxServer): void {
  endOnSignal({
    stop: async () => {
      await server.stop();
      await gateway.close();
    },
    onSignal: (signal) => terminal.print(`Stopping after ${signal}.`),
    onFailure: (error) => terminal.complain(String(error)),
  });
}
