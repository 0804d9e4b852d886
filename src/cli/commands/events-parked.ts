import { Command } from 'commander';
import { parkedEvents } from '../../platform/events/replay';
import { jsonOption } from '../options';
import { tableText } from '../table-text';
import type { Terminal } from '../terminal';
import { withProgram } from '../with-program';

export function eventsParked(terminal: Terminal): Command {
  return new Command('parked')
    .description('Lists the events whose reaction failed again and again, of all tenants. "perennial events replay --parked" tries them once more.')
    .addOption(jsonOption())
    .action(async ({ json = false }: { json?: boolean }) => {
      const events = await withProgram(terminal, ({ database }) => parkedEvents(database));
      if (json) return terminal.print(JSON.stringify(events));
      if (events.length === 0) return terminal.print('No event is parked.');
      terminal.print(
        tableText(
          ['TENANT', 'CONSUMER', 'SEQUENCE', 'TYPE', 'OBJECT', 'ATTEMPTS', 'ERROR'],
          events.map((event) => [
            event.tenantId, event.consumer, String(event.sequence), event.type, event.objectId, String(event.attempts), event.error,
          ]),
        ),
      );
    });
}
