import { ApplicationFailure } from '@temporalio/common';
import { DomainError } from '#libs/contracts';

/** A refusal by the domain is final for Temporal; anything else goes through and is tried again. */
export async function translateErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError) {
      throw ApplicationFailure.nonRetryable(error.message, error.code, error.params);
    }
    throw error;
  }
}
