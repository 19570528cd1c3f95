/** Runs a task some time after it is asked for, once for all requests until then. So it runs at most that often, and never starves. */
export function atMostEvery(milliseconds: number, task: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    request() {
      timer ??= setTimeout(() => {
        timer = undefined;
        task();
      }, milliseconds);
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
