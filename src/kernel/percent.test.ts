import { parsePercent, percentText, WHOLE } from './percent';

test.each([
  ['0', 0n],
  ['50', 500_000n],
  ['8.875', 88_750n],
  ['12.50', 125_000n],
  ['0.0001', 1n],
  ['100', WHOLE],
  ['5.500000', 55_000n],
])('%s %% is %s ten-thousandths', (text, percent) => {
  expect(parsePercent(text)).toBe(percent);
});

test.each(['', '-1', '101', '100.0001', '1.00001', '.5', '5.', '1e2', 'NaN', '1,5', ' 5'])('"%s" is no percentage', (text) => {
  expect(parsePercent(text)).toBeNull();
});

test.each([[0n, '0'], [88_750n, '8.875'], [500_000n, '50'], [1n, '0.0001'], [WHOLE, '100']])('%s is written %s', (percent, text) => {
  expect(percentText(percent)).toBe(text);
});
