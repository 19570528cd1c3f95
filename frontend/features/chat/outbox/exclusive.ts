/**
 * Runs the task when no other tab runs one of that name; waits for the other tab to end it, or to be closed. Where there are
 * no Web Locks (plain http), the key of each message alone keeps it from going out twice.
 */
export async function exclusive(name: string, task: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return task();
  await navigator.locks.request(`conectafy-outbox:${name}`, task);
}
