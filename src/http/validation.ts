import type { z } from '@hono/zod-openapi';
import { Problem, type FieldError } from './problem.ts';

/** Hono's hook after every validator: answers an invalid request with a 422 that names each field. */
export function refuseInvalid(result: { success: true } | { success: false; error: z.ZodError }): void {
  if (result.success) return;
  throw validationFailed(result.error.issues.flatMap(fieldErrors));
}

/** A 422 that names these fields. */
export function validationFailed(errors: FieldError[]): Problem {
  const named = errors.map((error) => `${error.path || 'body'}: ${error.message}`).join('; ');
  return new Problem('validation_failed', `The request does not fit its schema. ${named}.`, {
    members: { errors },
  });
}

/** One error per field. An unknown key counts as a field. */
function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'is not known here' }));
  }
  return [{ path: issue.path.join('.'), message: issue.message }];
}
