import { registerEnumType } from 'type-graphql';
import { boundary, calendarStart } from '../../../kernel/calendar';
import { isBefore } from '../../../kernel/clock';

export enum MetricsInterval {
  DAY = 'DAY',
  WEEK = 'WEEK',
  MONTH = 'MONTH',
}

registerEnumType(MetricsInterval, {
  name: 'MetricsInterval',
  description: 'How long the periods of metrics are, by the calendar of the shop\'s time zone.',
  valuesConfig: {
    DAY: { description: 'From midnight to midnight.' },
    WEEK: { description: 'From Monday to Monday.' },
    MONTH: { description: 'From the first to the first.' },
  },
});

export const MAX_PERIODS = 400;
export const MAX_COHORTS = 60;

export interface MetricsRange {
  readonly from: Date;
  readonly to: Date;
  readonly interval: MetricsInterval;
  readonly zone: string;
}

/**
 * The starts of all whole days, weeks or months that touch [from, to) and have begun by now, and the end of the last: one instant
 * more than there are periods; empty for none. Null for more than `most` periods.
 */
export function boundariesOf({ from, to, interval, zone }: MetricsRange, { now, most }: { now: Date; most: number }): Date[] | null {
  const anchor = calendarStart(from, interval, zone);
  const boundaries: Date[] = [];
  for (let n = 0; ; n += 1) {
    const at = boundary(anchor, { unit: interval, count: 1 }, n);
    boundaries.push(at);
    if (!isBefore(at, to) || isBefore(now, at)) break;
    if (n === most) return null;
  }
  return boundaries.length > 1 ? boundaries : [];
}
