/** What was to be judged was away, refused to answer or was never recorded: nothing is known of its quality (exit 3). */
export class InfrastructureError extends Error {
  override name = 'InfrastructureError'
  readonly code: string = 'infrastructure'
}
