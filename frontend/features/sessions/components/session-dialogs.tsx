"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { closeSessionDialog, useDialogStore } from "@/features/sessions/lib/dialog-store";
import { sessionsQuery } from "@/lib/queries/sessions";

const CommandDialog = dynamic(() => import("@/features/sessions/components/command-dialog").then((m) => m.CommandDialog));
const DeleteDialog = dynamic(() => import("@/features/sessions/components/delete-dialog").then((m) => m.DeleteDialog));
const EditDialog = dynamic(() => import("@/features/sessions/components/edit-dialog").then((m) => m.EditDialog));
const ImportsDialog = dynamic(() => import("@/features/sessions/components/imports-dialog").then((m) => m.ImportsDialog));
const LimitDialog = dynamic(() => import("@/features/sessions/components/limit-dialog").then((m) => m.LimitDialog));
const LogsDrawer = dynamic(() => import("@/features/sessions/components/logs-drawer").then((m) => m.LogsDrawer));

/** The dialog that is open, if any. The address says it for those that one may come to from elsewhere. */
export function SessionDialogs() {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const open = useDialogStore((state) => state.open);
  const { data: sessions } = useQuery(sessionsQuery());
  const find = (id: string | null | undefined) => sessions?.find((session) => session.id === id);

  // Who leaves the page leaves its dialogs.
  useEffect(() => closeSessionDialog, []);

  const leave = () => {
    const filter = params.get("filter");
    router.replace(filter ? `${pathname}?filter=${filter}` : pathname, { scroll: false });
  };

  const logs = find(params.get("logs"));
  if (logs) return <LogsDrawer session={logs} onClose={leave} />;
  const help = find(params.get("help"));
  if (help) return <LimitDialog session={help} onClose={leave} />;

  const session = find(open?.sessionId);
  if (!open || !session) return null;
  const props = { session, onClose: closeSessionDialog };
  switch (open.kind) {
    case "edit":
      return <EditDialog {...props} />;
    case "imports":
      return <ImportsDialog {...props} />;
    case "delete":
      return <DeleteDialog {...props} />;
    default:
      return <CommandDialog command={open.kind} {...props} />;
  }
}
