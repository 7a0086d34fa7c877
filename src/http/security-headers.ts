import { secureHeaders } from 'hono/secure-headers';

/** The security headers that matter for an API and its docs page. The docs page sets its own content policy. */
export const securityHeaders = secureHeaders({
  strictTransportSecurity: 'max-age=15552000',
  xFrameOptions: 'DENY',
  crossOriginResourcePolicy: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
});
