import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { typingSignal } from "@/features/chat/composer/lib/typing-signal";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("tells once in eight seconds that somebody types", () => {
  const send = vi.fn();
  const signal = typingSignal(send);
  for (let key = 0; key < 10; key++) {
    signal.typed();
    vi.advanceTimersByTime(1000);
  }
  expect(send.mock.calls).toEqual([["typing"], ["typing"]]);
});

it("tells that it ended: after a pause, or at once when it is stopped", () => {
  const send = vi.fn();
  const signal = typingSignal(send);
  signal.typed();
  vi.advanceTimersByTime(5000);
  expect(send).toHaveBeenLastCalledWith("paused");
  signal.recording();
  signal.stop();
  signal.stop();
  expect(send.mock.calls).toEqual([["typing"], ["paused"], ["recording"], ["paused"]]);
});
