import type { z } from '@hono/zod-openapi';
import { Problem, type FieldError } from './problem.ts';

/** Hono's hook after every validator: a request that does not fit its schema becomes a 422 that names each field. */
export function refuseInvalid(result: { success: true } | { success: false; error: z.ZodError }): void {
  if (result.success) return;
  throw validationFailed(result.error.issues.flatMap(fieldErrors));
}

/** A 422 over the given fields. */
export function validationFailed(errors: FieldError[]): Problem {
  const named = errors.map((error) => `${error.path || 'body'}: ${error.message}`).join('; ');
  return new Problem('validation_failed', `The request does not fit its schema. ${named}.`, {
    members: { errors },
  });
}

/** One error a field; an unknown key is a field of its own. */
function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'is not known here' }));
  }
  return [{ path: issue.path.join('.'), message: issue.message }];
}
