/** What a process says, once it does its work, over the channel of Node.js to the process that started it. */
export const READY_MESSAGE = 'ready';

/** Says so; without a channel, as under most process managers, nothing happens. */
export function tellReady(): void {
  process.send?.(READY_MESSAGE, () => {
    // Nobody to hear it is no error of this process.
  });
}
