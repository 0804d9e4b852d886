import { authorizationChecks } from './gateway-contract-authorizations';
import { attachChecks, chargeChecks, idempotencyChecks } from './gateway-contract-charges';
import type { ContractCheck, ContractToken, GatewayHarness } from './gateway-contract-harness';
import { lookupChecks } from './gateway-contract-lookups';
import { refundChecks } from './gateway-contract-refunds';
import { settlementChecks, verificationChecks } from './gateway-contract-settlements';

export const gatewayContract: Readonly<Record<string, readonly ContractCheck[]>> = {
  attaching: attachChecks,
  charging: chargeChecks,
  'keys that are used again': idempotencyChecks,
  asking: lookupChecks,
  'reserving, taking and letting go': authorizationChecks,
  refunding: refundChecks,
  'settling later': settlementChecks,
  'verifying notifications': verificationChecks,
};

/** Runs every check by itself and returns the titles of those that fail: what a control run of a broken adapter must show. */
export async function failingChecks(harness: GatewayHarness): Promise<string[]> {
  const checks = Object.values(gatewayContract).flat();
  const results = await Promise.allSettled(checks.map(({ run }) => run(harness)));
  return checks.flatMap(({ title }, index) => (results[index]!.status === 'rejected' ? [title] : []));
}

/**
 * Every adapter of the port passes this. Call it at the top of a test file; `setUp` runs once. A gateway that cannot play
 * a part names it in `lacks`, and the test report shows what was skipped.
 */
export function describeGatewayContract(
  name: string,
  setUp: () => Promise<GatewayHarness>,
  { lacks = [] }: { lacks?: readonly ContractToken[] } = {},
): void {
  describe(`${name} keeps the contract of payment gateways`, () => {
    let harness: GatewayHarness;
    beforeAll(async () => void (harness = await setUp()));
    afterAll(() => harness.close());

    for (const [subject, checks] of Object.entries(gatewayContract)) {
      describe(subject, () => {
        for (const { title, needs, run } of checks) {
          const isPossible = !needs.some((token) => lacks.includes(token));
          (isPossible ? test : test.skip)(title, () => run(harness));
        }
      });
    }
  });
}
