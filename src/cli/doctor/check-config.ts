import type { Config } from '../../platform/config/config';
import { type Finding, ok, warning } from './finding';

/** What is allowed, and yet not what a production deployment wants. */
export function checkConfig(config: Config): Finding[] {
  const findings = [ok(`The configuration is complete: ${config.NODE_ENV}, role ${config.PERENNIAL_ROLE}.`)];
  if (config.NODE_ENV !== 'production') return findings;
  if (!config.SMTP_URL) findings.push(warning('SMTP_URL is not set: mails stay in the development mailbox and reach nobody.'));
  if (config.MAILBOX) findings.push(warning('MAILBOX=true shows nothing with NODE_ENV=production.'));
  if (config.PAYMENT_GATEWAY === 'sandbox') findings.push(warning('PAYMENT_GATEWAY is sandbox: no real money moves.'));
  return findings;
}
