import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { message } from "@/features/chat/api/timeline-test-data";
import { type Overlay, useOverlays } from "@/features/chat/timeline/hooks/use-overlays";

const place = { element: document.body };
const menu: Overlay = { kind: "menu", message: message("a", 0), place };
const dialog: Overlay = { kind: "forward", message: message("a", 0), place };

test("what was chosen from a menu stays open when the menu closes, and closes by itself", () => {
  const { result } = renderHook(useOverlays);
  act(() => result.current.show(menu));
  act(() => {
    result.current.close(menu);
    result.current.show(dialog);
    result.current.close(menu);
  });
  expect(result.current.overlay).toBe(dialog);
  act(() => result.current.close(dialog));
  expect(result.current.overlay).toBeNull();
});
