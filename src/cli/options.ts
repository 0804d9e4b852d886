import { InvalidArgumentError, Option } from 'commander';
import { parseInstant } from '../kernel/clock';

/** The options that several commands share, so that they are called and explained alike. */
export const tenantOption = () => new Option('--tenant <id>', 'the tenant, for example ten_01h455vb4pex5vsknk084sn02q').makeOptionMandatory();
export const jsonOption = () => new Option('--json', 'print JSON for another program to read');

export function instantArgument(text: string): Date {
  const instant = parseInstant(text);
  if (!instant) throw new InvalidArgumentError('An instant looks like 2026-03-01T00:00:00Z.');
  return instant;
}

export function portArgument(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

export function sequenceArgument(text: string): number {
  const sequence = Number(text);
  if (!/^\d+$/.test(text) || sequence < 1 || !Number.isSafeInteger(sequence)) throw new InvalidArgumentError('A sequence is a whole number from 1 on.');
  return sequence;
}

/** `a,b` -> ['a', 'b'] */
export function listArgument(text: string): string[] {
  return text.split(',').map((part) => part.trim()).filter((part) => part !== '');
}
