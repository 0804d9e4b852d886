import { Command } from 'commander';
import { capabilities } from '../../app/capabilities';
import { openDatabase } from '../../app/open-database';
import { type Config, ConfigError, readConfig } from '../../platform/config/config';
import { counted } from '../counted';
import { checkConfig } from '../doctor/check-config';
import { checkClock, checkMigrations, checkServer } from '../doctor/check-database';
import { checkGateway } from '../doctor/check-gateway';
import { checkInvariants } from '../doctor/check-invariants';
import { checkMail } from '../doctor/check-mail';
import { checkLate, checkParked } from '../doctor/check-queues';
import { checkSecret } from '../doctor/check-secret';
import { type Finding, messageOf, wrong } from '../doctor/finding';
import { jsonOption } from '../options';
import { CommandFailed, type Terminal } from '../terminal';

const MARKS = { OK: 'ok     ', WARNING: 'warning', WRONG: 'wrong  ' } as const;

export function doctor(terminal: Terminal): Command {
  return new Command('doctor')
    .description('Examines configuration, database, queues, invariants, payment gateway and mail, and changes nothing. Ends with 1 when something is wrong.')
    .addOption(jsonOption())
    .action(async ({ json = false }: { json?: boolean }) => {
      const findings = await examine(terminal.environment);
      if (json) terminal.print(JSON.stringify(findings));
      else for (const { verdict, sentence } of findings) terminal.print(`${MARKS[verdict]}  ${sentence}`);
      const wrongCount = findings.filter(({ verdict }) => verdict === 'WRONG').length;
      if (wrongCount > 0) throw new CommandFailed(`${counted(wrongCount, 'thing')} wrong.`);
    });
}

async function examine(environment: NodeJS.ProcessEnv): Promise<Finding[]> {
  let config: Config;
  try {
    config = readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n').map(wrong);
    throw error;
  }
  const outside = Promise.all([checkGateway(config), checkMail(config)]);
  return [...checkConfig(config), ...(await examineDatabase(config)), ...(await outside)];
}

/** Each step needs the one before: without tables there are no queues to look at. */
async function examineDatabase(config: Config): Promise<Finding[]> {
  const database = await openDatabase(config).catch((error: unknown) => wrong(messageOf(error)));
  if ('verdict' in database) return [database];
  try {
    const migrations = await checkMigrations(database);
    const findings = [await checkServer(database, config.DATABASE_URL), checkClock(database), migrations];
    if (migrations.verdict === 'WRONG') return findings;
    return [...findings, ...(await checkSecret(database, config, capabilities)), ...(await checkParked(database)), await checkLate(database), ...(await checkInvariants(database, capabilities))];
  } finally {
    await database.close();
  }
}
