import { Port } from '../../../kernel/port';
import { canAuthorize, type AuthorizingGateway, type PaymentGateway } from '../gateways/gateway';

export const paymentGatewayPort = new Port<PaymentGateway>('payment gateway');

export const GATEWAY_NOTIFICATIONS_PATH = '/gateways/:gateway/notifications';

/** Tells the gateway with every charge where it may notify us; `baseUrl` is the address under which it reaches this server. */
export function notifiedAt(baseUrl: string, gateway: PaymentGateway): PaymentGateway {
  const notificationUrl = baseUrl.replace(/\/+$/, '') + GATEWAY_NOTIFICATIONS_PATH.replace(':gateway', gateway.name);
  const notified: PaymentGateway = {
    name: gateway.name,
    attach: (request) => gateway.attach(request),
    charge: (request) => gateway.charge({ ...request, notificationUrl }),
    refund: (request) => gateway.refund(request),
    lookup: (request) => gateway.lookup(request),
    verifyNotification: (headers, rawBody) => gateway.verifyNotification(headers, rawBody),
  };
  if (!canAuthorize(gateway)) return notified;
  const authorizing: AuthorizingGateway = {
    ...notified,
    authorize: (request) => gateway.authorize({ ...request, notificationUrl }),
    capture: (request) => gateway.capture({ ...request, notificationUrl }),
    void: (request) => gateway.void(request),
  };
  return authorizing;
}
