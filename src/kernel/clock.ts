/**
 * Where the present comes from. Business time is the tenant's (database time, or its test clock);
 * security and transport time is always real. Nothing else may ask the machine for the time.
 */
export interface Clock {
  now(): Date;
}

/** The machine's own clock: security and transport time (tokens, keys, limits, retries of mails). */
export const realClock: Clock = { now: () => new Date() };

export function clockAt(instant: Date): Clock {
  return { now: () => instant };
}

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export function addMs(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms);
}

export function isBefore(a: Date, b: Date): boolean {
  return a.getTime() < b.getTime();
}

export function laterOf(a: Date, b: Date): Date {
  return isBefore(a, b) ? b : a;
}

/** Reads an ISO 8601 instant with an offset ("2026-01-31T00:00:00Z") of the years 1000 to 9999; null when it is none. */
export function parseInstant(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  if (!isDay(text.slice(0, 10))) return null;
  const instant = new Date(text);
  // MySQL knows no earlier and no later years.
  return instant.getUTCFullYear() >= 1_000 && instant.getUTCFullYear() <= 9_999 ? instant : null;
}

/** False for 30 February, which `Date` takes for 2 March. */
function isDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

/** Seconds since 1970, as tokens carry them. */
export function instantOfSeconds(seconds: number): Date {
  return new Date(seconds * 1_000);
}

/** Milliseconds since 1970, as they are kept where there is no type for instants. */
export function instantOfMs(ms: number): Date {
  return new Date(ms);
}
