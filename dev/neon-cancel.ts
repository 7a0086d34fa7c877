import { connect } from 'node:net';
import type { PoolClient } from 'pg';

/** Marks a cancel request, in place of a protocol version (PostgreSQL, "Message Formats": CancelRequest). */
const cancelRequestCode = 80_877_102;

/** Asks the server to cancel the query of `client`. PostgreSQL requires a separate connection for this. */
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
  // If the server is gone, so is the query.
  socket.on('error', () => socket.destroy());
  socket.resume();
}
