import { Command } from 'commander';
import { open, readFile, stat } from 'node:fs/promises';
import { toJsonText } from '../../kernel/json';
import { importFile, type Imported } from '../import/import-file';
import { MappingError, readMapping, type Mapping } from '../import/mapping';
import { reportJson, reportText, SKIPPED_HEADING, skippedText } from '../import/report';
import { jsonOption, tenantOption } from '../options';
import { progressOn } from '../progress';
import { CommandFailed, type Terminal } from '../terminal';
import { withTenant } from '../with-program';

interface Options {
  readonly tenant: string;
  readonly mapping: string;
  readonly report?: string;
  readonly json?: boolean;
}

/** Named like its word; `import` alone is a word of the language. */
export function importCommand(terminal: Terminal): Command {
  return new Command('import')
    .description(
      'Brings the customers, items, orders and returns of a CSV file into a tenant. What is there already stays as it is, so an import that was stopped can be repeated. ' +
        'Ends with 0 also when rows were skipped: the report says which and why.',
    )
    .argument('<file>', 'the CSV file, plain or compressed by gzip')
    .addOption(tenantOption())
    .requiredOption('--mapping <file>', 'JSON file that says what the columns mean, for example demo/online-retail.mapping.json')
    .option('--report <file>', 'write the skipped rows there, as CSV: row, invoice, SKU, kind and reason')
    .addOption(jsonOption())
    .action(async (file: string, { tenant, mapping: mappingFile, report, json = false }: Options) => {
      const mapping = await mappingOf(mappingFile);
      await assertFile(file);
      const imported = await withTenant(terminal, tenant, (context) =>
        reportingTo(report, (onSkipped) => importFile(context, { path: file, mapping, progress: progressOn(terminal), onSkipped })),
      ).catch(sayWhatIsWrong);
      if (json) return terminal.print(toJsonText(reportJson(imported, mapping.currency)));
      terminal.print(reportText(imported, mapping.currency));
      if (report && imported.tally.skipped > 0) terminal.print(`The skipped rows are in ${report}.`);
    });
}

async function mappingOf(path: string): Promise<Mapping> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new CommandFailed(`The mapping ${path} cannot be read: ${error.message}.`);
  });
  try {
    return readMapping(text);
  } catch (error) {
    return sayWhatIsWrong(error);
  }
}

async function assertFile(path: string): Promise<void> {
  const isFile = await stat(path).then((found) => found.isFile(), () => false);
  if (!isFile) throw new CommandFailed(`There is no file ${path}.`);
}

type Report = NonNullable<Parameters<typeof importFile>[1]['onSkipped']>;

async function reportingTo(path: string | undefined, run: (onSkipped?: Report) => Promise<Imported>): Promise<Imported> {
  if (path === undefined) return run();
  const file = await open(path, 'w').catch((error: Error) => {
    throw new CommandFailed(`The report ${path} cannot be written: ${error.message}.`);
  });
  try {
    await file.write(SKIPPED_HEADING);
    return await run(async (rows) => void (await file.write(skippedText(rows))));
  } finally {
    await file.close();
  }
}

/** What is wrong with the mapping or the file is a sentence, not a fault of the program. */
function sayWhatIsWrong(error: unknown): never {
  const { code = '' } = error as { code?: string };
  if (error instanceof MappingError) throw new CommandFailed(error.message);
  if (/^(CSV_|Z_)/.test(code)) throw new CommandFailed(`The file cannot be read: ${(error as Error).message}`);
  throw error;
}
