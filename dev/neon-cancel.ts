import { connect } from 'node:net';
import type { PoolClient } from 'pg';

/** What begins a cancel request in place of a protocol version (PostgreSQL, "Message Formats": CancelRequest). */
const cancelRequestCode = 80_877_102;

/** Asks the server to cancel what `client` is doing: a connection of its own, as PostgreSQL wants it. */
export function cancelQueryOf(client: PoolClient): void {
  if (!('processID' in client && 'secretKey' in client)) return;
  const { processID, secretKey } = client;
  if (typeof processID !== 'number' || typeof secretKey !== 'number') return;
  const message = Buffer.alloc(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(cancelRequestCode, 4);
  message.writeInt32BE(processID, 8);
  message.writeInt32BE(secretKey, 12);
  const socket = connect(client.port, client.host, () => socket.end(message));
  // The server may be gone, and then so is the query.
  socket.on('error', () => socket.destroy());
  socket.resume();
}
