import { hear, type Standing } from './standing';

const at = (day: number) => new Date(`2026-03-${String(day).padStart(2, '0')}T00:00:00Z`);

/** A life as statuses with the worth of each, one a day: what each moved. */
function movedIn(life: readonly (readonly [status: string, worth: bigint, currency?: string])[]): { last: Standing; moved: string[] } {
  let last: Standing | null = null;
  const moved: string[] = [];
  life.forEach(([status, worthMinor, currency = 'GBP'], index) => {
    const { after, movements } = hear(last, { status, worthMinor, currency, at: at(index + 1) });
    moved.push(movements.map(({ kind, amountMinor, currency: unit, activeDelta }) => `${kind} ${amountMinor} ${unit} ${activeDelta}`).join(', '));
    last = after;
  });
  return { last: last!, moved };
}

test.each([
  ['a first payment', [['INCOMPLETE', 10n], ['ACTIVE', 10n], ['CANCELED', 10n]], ['', 'NEW 10 GBP 1', 'CHURN -10 GBP -1']],
  ['a first payment that never came', [['INCOMPLETE', 10n], ['INCOMPLETE_EXPIRED', 10n]], ['', '']],
  ['more and less', [['ACTIVE', 10n], ['ACTIVE', 30n], ['ACTIVE', 30n], ['ACTIVE', 5n]], ['NEW 10 GBP 1', 'EXPANSION 20 GBP 0', '', 'CONTRACTION -25 GBP 0']],
  ['a pause', [['ACTIVE', 10n], ['PAUSED', 10n], ['PAUSED', 10n], ['ACTIVE', 12n]], ['NEW 10 GBP 1', 'CHURN -10 GBP -1', '', 'REACTIVATION 12 GBP 1']],
  ['dunning', [['ACTIVE', 10n], ['PAST_DUE', 10n], ['UNPAID', 10n], ['ACTIVE', 10n]], ['NEW 10 GBP 1', '', 'CHURN -10 GBP -1', 'REACTIVATION 10 GBP 1']],
  ['what costs nothing', [['ACTIVE', 0n], ['CANCELED', 0n]], ['NEW 0 GBP 1', 'CHURN 0 GBP -1']],
  ['another currency', [['ACTIVE', 10n], ['ACTIVE', 12n, 'EUR']], ['NEW 10 GBP 1', 'CONTRACTION -10 GBP 0, EXPANSION 12 EUR 0']],
  ['a cancellation that waits for the period\'s end', [['ACTIVE', 10n], ['ACTIVE', 10n], ['CANCELED', 10n]], ['NEW 10 GBP 1', '', 'CHURN -10 GBP -1']],
] as const)('%s', (_what, life, expected) => {
  expect(movedIn(life).moved).toEqual(expected);
});

test.each([
  [['TRIALING', 'ACTIVE', 'CANCELED'], 'CONVERTED', 2],
  [['TRIALING', 'PAST_DUE', 'ACTIVE'], 'CONVERTED', 3],
  [['TRIALING', 'PAST_DUE', 'CANCELED'], 'LOST', 3],
  [['TRIALING', 'CANCELED'], 'LOST', 2],
  [['TRIALING', 'TRIALING'], null, null],
  [['INCOMPLETE', 'ACTIVE'], null, null],
] as const)('the trial of %j is %s', (statuses, trialOutcome, day) => {
  const { last } = movedIn(statuses.map((status) => [status, 10n] as const));
  expect(last).toMatchObject({ hasTrial: statuses.some((status) => status === 'TRIALING'), trialOutcome, trialDecidedAt: day && at(day) });
});

test('a cohort is the moment of the first time, whatever comes later', () => {
  expect(movedIn([['TRIALING', 10n], ['ACTIVE', 10n], ['PAUSED', 10n], ['ACTIVE', 10n]]).last.startedAt).toEqual(at(2));
});
