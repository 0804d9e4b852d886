/**
 * The only statements that may look at more than one tenant, each with its reason. Their text opens with
 * `cross-tenant: <name>`; the statement logger of the tests refuses any other statement that does not name its tenant.
 */
export const crossTenantReasons = {
  'key lookup': 'an API key says which tenant a request belongs to, so the tenant is not known before',
  'relay claim': 'one relay serves all tenants: it finds those with new events and gives them their sequence',
  'consumer claim': 'reactions of all tenants are run by the same workers',
  'job claim': 'one worker takes due jobs of any tenant',
  'live feeds': 'one process follows the feeds of all tenants that have sockets open on it',
  'test clock claim': 'a worker resumes the advance of any tenant whose test clock is moving',
  'platform administration': 'accounts, tenants and keys are made from the command line, before any tenant asks',
  'signing keys': 'one set of token signing keys serves the whole deployment',
  'development mailbox': 'the page of the mailbox shows the mails of all tenants to whoever runs the server',
  metrics: 'lag and queue lengths are those of the deployment',
} as const;

export type CrossTenantReason = keyof typeof crossTenantReasons;

export const CROSS_TENANT_MARK = 'cross-tenant: ';
