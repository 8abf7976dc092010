import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InputError } from '../base/errors.ts';
import { headersOfStudioFile, STUDIO_HEADERS, studioFiles } from './studio-site.ts';

export interface StudioServer {
  /** Address of the studio, which includes what to open. */
  readonly url: string;
  close(): Promise<void>;
}

/** A text that the studio opens first. */
export interface ServedFile {
  readonly name: string;
  readonly text: string;
}

const LOOPBACK = '127.0.0.1';
/**
 * Serves the built studio on the loopback interface: only its own files, and the ones given.
 * @param port 0 for any free one
 * @throws InputError if the studio is not built, or the port is taken
 */
export async function startStudioServer(
  options: { readonly port?: number; readonly open?: readonly ServedFile[] } = {},
): Promise<StudioServer> {
  const files = await studioFiles();
  if (options.open) files.set('/served.json', Buffer.from(JSON.stringify(options.open)));
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    answer(request, response, files, port);
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portProblem(error, options.port ?? 0)));
    server.listen(options.port ?? 0, LOOPBACK, () => resolve((server.address() as AddressInfo).port));
  });
  return {
    url: `http://${LOOPBACK}:${port}/${options.open ? '#served' : ''}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  files: ReadonlyMap<string, Buffer>,
  port: number,
): void {
  // With another host name, a page from elsewhere could get in (DNS rebinding).
  if (request.headers.host !== `${LOOPBACK}:${port}` && request.headers.host !== `localhost:${port}`) {
    response.writeHead(403, STUDIO_HEADERS).end();
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...STUDIO_HEADERS, Allow: 'GET, HEAD' }).end();
    return;
  }
  const address = (request.url ?? '/').split('?')[0]!;
  const content = files.get(address);
  if (!content) {
    response.writeHead(404, STUDIO_HEADERS).end();
    return;
  }
  response.writeHead(200, {
    ...STUDIO_HEADERS,
    ...headersOfStudioFile(address),
    'Content-Length': content.length,
  });
  response.end(request.method === 'HEAD' ? undefined : content);
}

function portProblem(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return error;
  const reason = error.code === 'EACCES' ? 'is reserved for the system' : 'is taken by another program';
  return new InputError([
    {
      path: '--port',
      message: `Port ${port} ${reason}.`,
      hint: 'Choose another port, or leave out --port to take any free one.',
    },
  ]);
}
