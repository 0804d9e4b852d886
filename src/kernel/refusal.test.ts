import { Refusal, declareRefusals, declaredRefusals, invalid, notFound } from './refusal';

test.each([
  [notFound('The order'), 'NOT_FOUND', 'The order was not found.', null],
  [notFound('The order', ['orderId']), 'NOT_FOUND', 'The order was not found.', ['orderId']],
  [invalid('Too long.'), 'INVALID', 'Too long.', null],
  [invalid('Too long.', ['lines', '0']), 'INVALID', 'Too long.', ['lines', '0']],
  [new Refusal('CONFLICT', 'Read it again.'), 'CONFLICT', 'Read it again.', null],
])('%s', (refusal, code, message, field) => {
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ name: 'Refusal', code, message, field });
});

test('nobody refuses with a code that is not declared', () => {
  expect(() => new Refusal('TOO_LATE', 'The shop is closed.')).toThrow(new Error('refusal code TOO_LATE is not declared'));
});

test('a declared code is known with its sentence, and may be declared again in the same words only', () => {
  declareRefusals({ SHOP_IS_CLOSED: 'The shop is closed.' });
  expect(declaredRefusals().get('SHOP_IS_CLOSED')).toBe('The shop is closed.');
  expect(() => declareRefusals({ SHOP_IS_CLOSED: 'The shop is closed.' })).not.toThrow();
  expect(() => declareRefusals({ SHOP_IS_CLOSED: 'Closed.' })).toThrow(new Error('refusal code SHOP_IS_CLOSED is declared twice'));
  expect(declaredRefusals().get('SHOP_IS_CLOSED')).toBe('The shop is closed.');
});

test('what every capability may refuse with is declared from the beginning', () => {
  const codes = ['NOT_FOUND', 'INVALID', 'CONFLICT', 'ALREADY_EXISTS', 'TRANSITION_NOT_ALLOWED'];
  expect(codes.filter((code) => !declaredRefusals().get(code)?.endsWith('.'))).toEqual([]);
});
