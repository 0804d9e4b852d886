import type { Server as GraphqlServer } from 'graphql-ws';
import { WebSocket, type WebSocketServer } from 'ws';
import type { Logger } from '../platform/observability/logger';
import type { Metrics } from '../platform/observability/metrics';

/** A socket that has this much unsent is waited for: whoever follows the log through it stands still, and nothing piles up. */
const MAX_BUFFERED_BYTES = 256 * 1_024;

export interface TransportOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Between two pings. A socket that has not answered the last one by then is cut off: it is gone, or takes nothing any more. */
  readonly keepAliveMs: number;
}

/** Connects sockets with the protocol; `extra` becomes the connection's own. Returns what stops the pings. */
export function acceptSockets<Extra extends { socket: WebSocket }>(
  sockets: WebSocketServer,
  protocol: GraphqlServer<Extra>,
  extraOf: (socket: WebSocket) => Extra,
  { logger, metrics, keepAliveMs }: TransportOptions,
): () => void {
  const unanswered = new WeakSet<WebSocket>();
  sockets.on('connection', (socket) => {
    metrics.sockets.inc();
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => sendText(socket, text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) =>
          socket.on('message', (data: Buffer) => {
            handle(data.toString()).catch((error: unknown) => {
              logger.error({ err: error }, 'a message of a websocket failed');
              socket.close(1011, 'Internal server error');
            });
          }),
      },
      extraOf(socket),
    );
    socket.on('pong', () => unanswered.delete(socket));
    // What a client did wrong (a frame that is too large or broken): ws closes the socket with the right code by itself.
    socket.on('error', (error) => logger.debug({ err: error }, 'a websocket failed'));
    socket.once('close', (code, reason) => {
      metrics.sockets.dec();
      closed(code, String(reason)).catch((error: unknown) => logger.error({ err: error }, 'a websocket was not closed cleanly'));
    });
  });
  const pings = setInterval(() => {
    for (const socket of sockets.clients) {
      if (unanswered.has(socket)) socket.terminate();
      else if (socket.readyState === WebSocket.OPEN) socket.ping();
      unanswered.add(socket);
    }
  }, keepAliveMs);
  pings.unref();
  return () => clearInterval(pings);
}

/** Nothing to wait for while the socket takes what it is given; else a promise that it has. */
export function sendText(socket: WebSocket, text: string): Promise<void> | void {
  if (socket.readyState !== WebSocket.OPEN) return;
  if (socket.bufferedAmount < MAX_BUFFERED_BYTES) return socket.send(text);
  return new Promise((resolve) => socket.send(text, () => resolve()));
}
