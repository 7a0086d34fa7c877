import { isUuid, userIdOf } from '../src/values/uuid.ts';

const usage = 'npm run -s user-id -- ISSUER SUBJECT, as the claims `iss` and `sub` of a token have them';

/** Prints the id of a user under which the dashboard knows it (docs/identity-providers.md). */
const [issuer, subject, ...more] = process.argv.slice(2);
if (issuer !== undefined && subject && more.length === 0) {
  console.log(isUuid(subject) ? subject.toLowerCase() : await userIdOf(issuer, subject));
} else {
  console.error(`No id. Usage: ${usage}`);
  process.exitCode = 1;
}
