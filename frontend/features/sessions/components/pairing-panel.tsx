"use client";

import { useState } from "react";
import { PairingCode } from "@/features/sessions/components/pairing-code";
import { PairingForm } from "@/features/sessions/components/pairing-form";
import type { Session } from "@/lib/api/types";

export type Pairing = { code: string; phone: string };

/** A code to type on the phone: asks for the phone's number first. */
export function PairingPanel({ session }: { session: Session }) {
  const [pairing, setPairing] = useState<Pairing | null>(null);
  return pairing ? (
    <PairingCode pairing={pairing} onChange={() => setPairing(null)} />
  ) : (
    <PairingForm session={session} onPairing={setPairing} />
  );
}
