import { Refusal } from '../../../kernel/refusal';
import { GatewayKeyReused, GatewayRejected, GatewayUnreachable } from './gateway';
import { isGatewayRefusalCode } from './refusals';
import type { ErrorAnswer } from './sandbox-wire';

export interface WireError {
  readonly httpStatus: number;
  readonly answer: ErrorAnswer;
}

/** How the program says an error of the port over the wire. What it does not know it does not tell. */
export function errorToWire(error: unknown): WireError {
  if (error instanceof Refusal) {
    const httpStatus = error.code === 'NOT_FOUND' ? 404 : error.code === 'TRANSITION_NOT_ALLOWED' ? 409 : 422;
    return { httpStatus, answer: { code: error.code, message: error.message, field: error.field && [...error.field] } };
  }
  if (error instanceof GatewayKeyReused) return wireError(409, 'KEY_REUSED', error.message);
  if (error instanceof GatewayRejected) return wireError(400, 'REJECTED', error.message);
  if (error instanceof GatewayUnreachable) return wireError(503, 'UNAVAILABLE', error.message);
  const httpStatus = (error as { statusCode?: number }).statusCode ?? 500;
  if (httpStatus < 500) return wireError(httpStatus, 'REJECTED', 'The request cannot be read.');
  return wireError(500, 'INTERNAL', 'The sandbox failed.');
}

/** The way back, at the client. */
export function errorFromWire({ code, message, field }: ErrorAnswer): Error {
  if (isGatewayRefusalCode(code)) return new Refusal(code, message, field ?? null);
  if (code === 'KEY_REUSED') return new GatewayKeyReused();
  return new GatewayRejected(`The gateway rejected the request (${code}): ${message}`);
}

function wireError(httpStatus: number, code: string, message: string): WireError {
  return { httpStatus, answer: { code, message } };
}
