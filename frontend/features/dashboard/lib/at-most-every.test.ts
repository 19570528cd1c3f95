import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { atMostEvery } from "@/features/dashboard/lib/at-most-every";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("runs once for a burst, and again for what comes later, though requests never cease", () => {
  const task = vi.fn();
  const { request } = atMostEvery(5000, task);
  for (let second = 0; second < 10; second += 1) {
    request();
    vi.advanceTimersByTime(1000);
  }
  expect(task).toHaveBeenCalledTimes(2);
});

test("what is cancelled doesn't run, and may be asked for again", () => {
  const task = vi.fn();
  const { request, cancel } = atMostEvery(5000, task);
  request();
  cancel();
  vi.advanceTimersByTime(10_000);
  expect(task).not.toHaveBeenCalled();
  request();
  vi.advanceTimersByTime(5000);
  expect(task).toHaveBeenCalledOnce();
});
