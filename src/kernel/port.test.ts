import { Port, Ports } from './port';

const mail = new Port<string>('mail');

test('each port gives what was plugged into it last', () => {
  const stock = new Port<number | null>('stock');
  const ports = new Ports().plug(mail, 'postman').plug(stock, 5);
  expect([ports.get(mail), ports.get(stock)]).toEqual(['postman', 5]);
  expect(ports.plug(stock, null).get(stock)).toBeNull();
});

test('a port is known by its name', () => {
  expect(new Ports().plug(mail, 'postman').get(new Port('mail'))).toBe('postman');
});

test('an empty port says which one it is', () => {
  expect(() => new Ports().get(mail)).toThrow(new Error('nothing is plugged into the port mail'));
});
