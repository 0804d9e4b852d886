import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../../../kernel/refusal';
import { actionPage, missingPage, pageHeaders } from './sandbox-action-page';
import { toChargeOutcome } from './sandbox-outcome';
import { optionalTimeOf } from './sandbox-routes';
import type { RouteOptions } from './sandbox-routes';
import type { Verdict } from './sandbox-verdict';

type WithReference = { Params: { reference: string } };

/**
 * What the customer's browser shows. It has no secret: whoever knows the unguessable reference may decide, as with the link in a
 * bank's message. A program that does not ask for HTML gets the outcome as JSON.
 */
export function addActionRoutes(app: FastifyInstance, { ledger, actionsUrl }: RouteOptions): void {
  app.get<WithReference>('/actions/:reference', async (request, reply) => {
    const charge = await ledger.findCharge(request.params.reference);
    return reply
      .code(charge ? 200 : 404)
      .headers(pageHeaders)
      .send(charge ? actionPage(charge) : missingPage());
  });

  for (const [word, verdict] of [['approve', 'APPROVED'], ['decline', 'DECLINED']] as const satisfies [string, Verdict][]) {
    app.post<WithReference>(`/actions/:reference/${word}`, async (request, reply) => {
      const { reference } = request.params;
      const settle = () => ledger.settle({ reference, verdict, at: optionalTimeOf(request) });
      if (!isBrowser(request)) return toChargeOutcome(await settle(), actionsUrl());
      // Someone who presses a button on an old page is shown where the payment is now.
      await settle().catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
      return reply.redirect(`/actions/${encodeURIComponent(reference)}`, 303);
    });
  }
}

function isBrowser(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('text/html') ?? false;
}
