import { attach, issueInvoice, pay } from '../../../tests/kit/billing';
import { CommandLine } from '../../../tests/kit/command-line';
import { environmentOf } from '../../../tests/kit/environment';
import { plant } from '../../../tests/kit/seed/seeder';
import { makeSupplier } from '../../../tests/kit/supply';
import { World } from '../../../tests/kit/world';
import { PaymentMethod } from '../../capabilities/billing/contract';
import { openGiftCardCode, shownGiftCardCode } from '../../capabilities/billing/model/gift-card-code';
import { GiftCard } from '../../capabilities/billing/model/gift-card.entity';
import { openToken } from '../../capabilities/billing/model/payment-method-token';
import { Supplier } from '../../capabilities/stock/contract';
import { openWebhookSecret } from '../../capabilities/stock/model/webhook-secret';
import { Sealer, sealerPort } from '../../platform/crypto/seal';

const OLD = 'the secret of last year which is long enough';
const NEW = 'the secret of this year which is long enough';

let world: World;
beforeAll(async () => {
  world = await World.open({ env: { PERENNIAL_SECRET: OLD } });
});
afterAll(() => world.close());

const withSecrets = (secret: string, ...previous: string[]) =>
  new CommandLine({ ...environmentOf(world), PERENNIAL_SECRET: secret, PERENNIAL_PREVIOUS_SECRETS: previous.join(',') });

async function about(cli: CommandLine): Promise<string[]> {
  const { out } = await cli.run('doctor', '--json');
  const found = JSON.parse(out) as { verdict: string; sentence: string }[];
  return found.filter(({ sentence }) => /secret/i.test(sentence)).map(({ verdict, sentence }) => `${verdict} ${sentence.split(/[:,(]/)[0]!.trim()}`);
}

test('the secret is changed while a server runs: what the old one sealed is sealed again, in any number of runs', async () => {
  const [shop, other] = [await world.tenant(), await world.tenant()];
  const [ada, eve] = [await shop.user(), await other.user()];
  for (const user of [ada, eve]) await attach(user, 'sandbox_succeeds');
  const { code } = await plant(shop.server, 'giftCardCreate', { amountMinor: 500, currency: 'GBP' }, 'code');
  const supplierId = await makeSupplier(shop);
  const { secret: webhookSecret } = await plant(shop.server, 'supplierWebhookSecretRotate', { supplierId }, 'secret');
  const opens = 'OK The secret opens what the database keeps sealed.';
  expect(await about(withSecrets(NEW))).toEqual([expect.stringMatching(/^WRONG PERENNIAL_SECRET is not the secret/)]);
  // Two methods, a gift card, what a supplier signs with and the signing key.
  expect(await about(withSecrets(NEW, OLD))).toEqual([opens, 'WARNING 5 texts sealed by an older secret']);

  expect(await withSecrets(NEW, OLD).do('secret', 'reseal')).toBe('5 texts sealed by the newest secret.');
  expect(await withSecrets(NEW, OLD).do('secret', 'reseal')).toBe('Everything was sealed by the newest secret already.');
  expect(await about(withSecrets(NEW, OLD))).toEqual([opens, 'OK Nothing is sealed by an older secret']);
  expect(await about(withSecrets(NEW))).toEqual([opens]);

  const sealer = new Sealer(NEW);
  const { view } = await world.program.openSystemContext(shop.tenantId);
  const [method, card] = [await view.from(PaymentMethod).one(), await view.from(GiftCard).one()];
  expect(shownGiftCardCode(openGiftCardCode(sealer, card!, card!.sealedCode!))).toBe(code);
  expect(openToken(sealer, method!)).toMatch(/^sandbox_method_/);
  const supplier = (await view.find(Supplier, supplierId))!;
  expect(openWebhookSecret(sealer, supplier, supplier.sealedWebhookSecret!)).toBe(webhookSecret);
  expect(() => openToken(world.program.ports.get(sealerPort), method!)).toThrow('not known here');
});

test('a charge with a token of before the change, by a program that has both secrets', async () => {
  const before = await World.open({ env: { PERENNIAL_SECRET: NEW, PERENNIAL_PREVIOUS_SECRETS: OLD } });
  const shop = await before.tenant();
  const ada = await shop.user();
  const paymentMethodId = await attach(ada, 'sandbox_succeeds');
  const desk = await before.program.openSystemContext(shop.tenantId);
  await desk.transact(async (work) => {
    const method = (await work.lock(PaymentMethod, paymentMethodId))!;
    const purpose = `payment method token of ${method.tenantId} ${method.id}`;
    method.sealedToken = new Sealer(OLD).seal(new Sealer(NEW).open(method.sealedToken, purpose), purpose);
    await work.save(method);
  });
  const { id: invoiceId } = await issueInvoice(shop, ada.userId);
  expect((await pay(ada, { invoiceId })).payment.status).toBe('SUCCEEDED');
  await before.close();
});
