import { createServer } from 'node:net';
import getPort from 'get-port';

const host = '127.0.0.1';

/** Finds a free TCP port on 127.0.0.1. Another process may take it before you do: be ready to try again. */
export const findFreePort = (): Promise<number> => getPort({ host });

/**
 * Whether a server can listen on `port` at 127.0.0.1. Throws errors other than "in use" and "not allowed". get-port
 * cannot say: for half a minute it takes the ports that it has named for used.
 */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
