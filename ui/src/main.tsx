import './styles/index.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query-client.ts';
import { App } from './app/app.tsx';
import { chooseSignInMethod } from './auth/method.ts';
import { onSessionChange, startSession } from './auth/session.ts';
import { listenForKeys } from './keys/dispatch.ts';
import { writeZone } from './view/zone.ts';

listenForKeys();

let subject: string | undefined;
onSessionChange((session) => {
  if (session.status !== 'signed-in') return;
  // Another person must not see what the last one might; the same person's figures are only renewed.
  if (subject !== undefined && subject !== session.subject) void queryClient.resetQueries();
  else if (!session.isRenewal) void queryClient.invalidateQueries();
  subject = session.subject;
});

/**
 * Signs in, then draws. Not at the top level of this module: a sign-in method's chunk imports from the entry, so while
 * the entry waited for the chunk, the chunk would wait for the entry.
 */
async function start(): Promise<void> {
  await startSession(await chooseSignInMethod());
  writeZone();
  const root = document.querySelector('#root');
  if (root === null) throw new Error('The page has no #root.');
  createRoot(root).render(
    <StrictMode>
      <CSPProvider disableStyleElements>
        <QueryClientProvider client={queryClient}>
          <App />
        </QueryClientProvider>
      </CSPProvider>
    </StrictMode>,
  );
}

void start();
