import { Money } from '../../../kernel/money';
import type { MethodRestrictions } from '../gateways/gateway';
import { assertMandateAllows, isHardWithholding, mandateObjection, withholdingCode, type RecurringTerms } from './mandate';
import './refusals';

const mandate: { restrictions: MethodRestrictions } = {
  restrictions: { lastAnchorDay: 28, leastIntervalDays: 7, noticeDaysBefore: 1, maxAmount: { amountMinor: '5000', currency: 'CNY' } },
};
const card = { restrictions: null };
const on = (day: string, isEndOfMonth = false) => ({ at: `2026-01-${day}T09:00:00.000`, zone: 'Asia/Shanghai', isEndOfMonth });
const terms = (unit: RecurringTerms['interval']['unit'], count: number, anchor = on('10'), amount: Money | null = null): RecurringTerms => ({ interval: { unit, count }, anchor, amount });
const cny = (amountMinor: bigint) => Money.of(amountMinor, 'CNY');

test.each([
  ['a month from the 28th', terms('MONTH', 1, on('28')), null],
  ['a month from the 29th', terms('MONTH', 1, on('29')), 'This mandate serves periods that begin on days 1 to 28 of a month, not on day 29.'],
  ['a month from the 31st', terms('MONTH', 3, on('31')), 'This mandate serves periods that begin on days 1 to 28 of a month, not on day 31.'],
  ['a year from the 30th', terms('YEAR', 1, on('30')), 'This mandate serves periods that begin on days 1 to 28 of a month, not on day 30.'],
  ['the ends of months', terms('MONTH', 1, on('28', true)), 'This mandate serves periods that begin on days 1 to 28 of a month, not on day 31.'],
  ['weeks from the 31st', terms('WEEK', 1, on('31')), null],
  ['seven days', terms('DAY', 7), null],
  ['six days', terms('DAY', 6), 'This mandate serves periods of at least 7 days.'],
  ['the most', terms('MONTH', 1, on('10'), cny(5_000n)), null],
  ['more than the most', terms('MONTH', 1, on('10'), cny(5_001n)), 'This mandate serves at most 50.00 CNY a charge.'],
  ['another currency', terms('MONTH', 1, on('10'), Money.of(1n, 'GBP')), 'This mandate serves at most 50.00 CNY a charge.'],
])('%s', (_what, wanted, objection) => {
  expect(mandateObjection(mandate, wanted)).toBe(objection);
  expect(mandateObjection(card, wanted)).toBeNull();
  if (objection) expect(() => assertMandateAllows(mandate, wanted)).toThrow(expect.objectContaining({ code: 'MANDATE_NOT_APPLICABLE', field: ['paymentMethodId'] }));
  else assertMandateAllows(mandate, wanted);
});

const at = new Date('2026-02-10T09:00:00Z');
test.each([
  ['nobody asks for a notice', undefined, null],
  ['she was told a day before', new Date('2026-02-09T09:00:00Z'), null],
  ['she was told too late', new Date('2026-02-09T09:00:00.001Z'), 'mandate_notice_missing'],
  ['she was not told', null, 'mandate_notice_missing'],
])('a charge where %s', (_what, noticedAt, code) => {
  expect(withholdingCode(mandate, cny(100n), { at, noticedAt })).toBe(code);
  expect(withholdingCode(card, cny(100n), { at, noticedAt })).toBeNull();
});

test('a charge on other terms, or of too much, is withheld for good; one without a notice is not', () => {
  expect(withholdingCode(mandate, cny(5_001n), { at })).toBe('mandate_amount_exceeded');
  expect(withholdingCode(mandate, cny(100n), { at, terms: terms('MONTH', 1, on('31')) })).toBe('mandate_not_applicable');
  expect(withholdingCode(mandate, cny(5_001n), undefined)).toBeNull();
  expect((['mandate_amount_exceeded', 'mandate_not_applicable', 'mandate_notice_missing'] as const).map(isHardWithholding)).toEqual([true, true, false]);
});
