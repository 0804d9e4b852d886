import { similarNames } from './similar-names';

const names = ['users.read', 'orders.readAll', 'orders.place', 'stock.read', 'a.b', 'c.d', 'e.f'];

test.each([
  ['the same first word, in the order of the alphabet', 'orders.plcae', ['orders.place', 'orders.readAll']],
  ['in the singular, and in capitals', 'ORDER.place', ['orders.place', 'orders.readAll']],
  ['the word alone', 'stock', ['stock.read']],
  ['nothing alike: the first five of all', 'toast.burn', ['a.b', 'c.d', 'e.f', 'orders.place', 'orders.readAll']],
  ['nothing at all', '', ['a.b', 'c.d', 'e.f', 'orders.place', 'orders.readAll']],
])('%s', (_case, asked, expected) => {
  expect(similarNames(asked, names)).toEqual(expected);
});
