/** The parts of a recorded history that tests look at, in the form `historyToJSON` gives. */
export interface RecordedHistory {
  readonly events: readonly {
    readonly eventType: string;
    readonly workflowExecutionUpdateAcceptedEventAttributes?: {
      readonly acceptedRequest: {
        readonly meta: { readonly updateId: string };
        readonly input: { readonly name: string };
      };
    };
    readonly activityTaskScheduledEventAttributes?: { readonly activityType: { readonly name: string } };
  }[];
}

/** Names of the Updates that a run accepted, in order. */
export function acceptedUpdates(history: RecordedHistory): string[] {
  return history.events.flatMap(
    (event) => event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest.input.name ?? [],
  );
}
