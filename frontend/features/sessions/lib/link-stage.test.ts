import { expect, test } from "vitest";
import { type LinkStage, linkStage, trackStep } from "@/features/sessions/lib/link-stage";
import type { Session } from "@/lib/api/types";
import { aSession } from "@/test/builders";

const fresh = { status: "connecting", phoneNumber: null, wahaStatus: "STARTING" } as const;

test.each<[string, Partial<Session>, boolean, LinkStage]>([
  ["just made", { ...fresh, status: "disconnected", wahaStatus: null }, false, "preparing"],
  ["its image on the way", { ...fresh, phase: "pulling_image" }, false, "pulling"],
  ["its container being made", { ...fresh, phase: "creating_container" }, false, "creating"],
  ["WhatsApp starting", { ...fresh, phase: "starting_waha" }, false, "booting"],
  ["a code on show", { ...fresh, wahaStatus: "SCAN_QR_CODE" }, false, "code"],
  ["a new code after another", { ...fresh, wahaStatus: "SCAN_QR_CODE" }, true, "code"],
  ["scanned", fresh, true, "scanned"],
  ["a passkey asked for", { ...fresh, wahaStatus: "PASSKEY_REQUIRED" }, true, "passkey"],
  ["a passkey to confirm", { ...fresh, wahaStatus: "PASSKEY_CONFIRMATION_REQUIRED" }, true, "passkeyConfirm"],
  ["linked", {}, true, "linked"],
  ["nobody scanned", { status: "error", errorCode: "qr_expired" }, true, "expired"],
  ["the phone signed out", { status: "error", errorCode: "logged_out" }, false, "unlinked"],
  ["broken", { status: "error", errorCode: "image_missing" }, false, "failed"],
  ["stopped", { status: "disconnected", desiredState: "stopped" }, false, "stopped"],
  ["started again, still linked", { status: "connecting", wahaStatus: "STARTING" }, false, "returning"],
])("%s", (_case, changes, sawCode, stage) => {
  expect(linkStage(aSession(changes), sawCode)).toBe(stage);
});

test("the track goes on with the number", () => {
  const steps = [
    trackStep("booting", false, false),
    trackStep("code", false, false),
    trackStep("code", true, false),
    trackStep("scanned", true, false),
    trackStep("linked", false, true),
    trackStep("linked", false, false),
  ];
  expect(steps).toEqual([0, 1, 2, 3, 4, 5]);
});
