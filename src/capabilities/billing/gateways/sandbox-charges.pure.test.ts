import { SandboxCharges } from './sandbox-charges';
import type { ChargeMade, ChargeResult, SandboxEntry } from './sandbox-entries';
import { PlaceIndex } from './sandbox-places';

const AT = '2026-01-01T00:00:00.000Z';

function made(n: number, result: ChargeResult = { status: 'SUCCEEDED' }): ChargeMade {
  const metadata = { tenantId: 'tenant', attemptId: `attempt ${n}` };
  const terms = { key: `key ${n}`, gatewayToken: 'card', amountMinor: '100', currency: 'EUR', metadata, isOffSession: true };
  return { type: 'charge.made', ...terms, reference: `charge ${n}`, result, at: AT };
}

describe('charges', () => {
  const file = new Map<number, SandboxEntry>();
  const charges = new SandboxCharges((place) => file.get(place)!);
  const add = (n: number, result?: ChargeResult) => {
    file.set(n * 100, made(n, result));
    charges.add(made(n, result), n * 100);
  };

  beforeAll(() => {
    for (let n = 1; n <= 5_000; n += 1) add(n);
    add(5_001, { status: 'REQUIRES_ACTION' });
    add(5_002, { status: 'PENDING', settlesAt: AT });
    add(5_003, { status: 'FAILED', failureCode: 'insufficient_funds', isHard: false, message: '' });
  });

  test('are found again, though only those that wait for something are kept', () => {
    expect(charges.keptCount).toBe(2);
    expect(charges.get('charge 1')).toMatchObject({ type: 'charge', made: made(1), result: { status: 'SUCCEEDED' }, refundedMinor: 0n });
    expect(charges.get('charge 5003')).toMatchObject({ result: { failureCode: 'insufficient_funds' } });
    expect(charges.get('charge 5004')).toBeUndefined();
    expect(Array.from(charges.all(), ({ made: { key } }) => key)).toEqual(Array.from({ length: 5_003 }, (_none, n) => `key ${n + 1}`));
  });

  test('that change are kept as they are then', () => {
    charges.keep('charge 7')!.refundedMinor += 30n;
    expect(charges.get('charge 7')).toMatchObject({ refundedMinor: 30n });
    expect(charges.keptCount).toBe(3);
    expect(charges.keep('charge 5004')).toBeUndefined();
  });
});

test('places of texts with the same hash are told apart by who looks there', () => {
  const places = new PlaceIndex();
  // 200,000 texts in 32 bits: some share their hash.
  const texts = Array.from({ length: 200_000 }, (_none, n) => `text ${n}`);
  texts.forEach((text, n) => places.add(text, n + 1));
  const found = texts.map((text) => places.find(text, (place) => (texts[place - 1] === text ? place : undefined)));
  expect(found).toEqual(texts.map((_text, n) => n + 1));
  expect(places.find('another text', () => undefined)).toBeUndefined();
  expect(places.sorted()).toHaveLength(200_000);
});
