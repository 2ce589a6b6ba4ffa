// The loop of each process of compete.mjs: it prepares the task that it gets, and runs it on
// request.

/**
 * @template Task
 * @param {(task: Task) => Promise<() => number>} prepare returns what runs the task once, and gives
 *   its time in nanoseconds a frame
 */
export function answerReferee(prepare) {
  /** @type {() => number} */
  let run = () => NaN;

  process.on('message', async (/** @type {'run' | { task: Task }} */ message) => {
    if (message === 'run') {
      process.send?.({ ns: run() });
      return;
    }
    run = await prepare(message.task);
    process.send?.({ ready: true });
  });
}
