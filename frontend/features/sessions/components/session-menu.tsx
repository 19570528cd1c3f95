"use client";

import { Button, Dropdown, Separator } from "@heroui/react";
import {
  Ellipsis,
  History,
  LogOut,
  CirclePause,
  CirclePlay,
  Pencil,
  QrCode,
  RotateCw,
  ScrollText,
  Trash2,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { MenuEntry } from "@/features/sessions/components/menu-entry";
import { openSessionDialog } from "@/features/sessions/lib/dialog-store";
import { canLink, canLogOut } from "@/features/sessions/lib/possible";
import { useTellCommand } from "@/features/sessions/lib/use-tell-command";
import type { Session } from "@/lib/api/types";
import type { NumberState } from "@/lib/number-state";

/** All that can be done with a number; each entry says what it does before it does it. */
export function SessionMenu({ session, state }: { session: Session; state: NumberState }) {
  const t = useTranslations("sessions.menu");
  const router = useRouter();
  const { tell } = useTellCommand();
  const { id } = session;
  const stopped = state.key === "stopped";
  return (
    <Dropdown>
      <Button
        isIconOnly
        variant="ghost"
        aria-label={t("open", { name: session.sessionName })}
        className="text-muted max-[719px]:col-start-2 max-[719px]:row-start-1"
      >
        <Ellipsis aria-hidden />
      </Button>
      <Dropdown.Popover placement="bottom end" className="w-[312px] max-w-[92vw] rounded-3xl border border-border">
        <Dropdown.Menu className="gap-0">
          <MenuEntry icon={Pencil} label={t("edit")} hint={t("editHint")} onAction={() => openSessionDialog("edit", id)} />
          <MenuEntry icon={History} label={t("history")} hint={t("historyHint")} onAction={() => openSessionDialog("imports", id)} />
          <MenuEntry icon={ScrollText} label={t("logs")} hint={t("logsHint")} onAction={() => router.push(`/sessions?logs=${id}`)} />
          <Separator className="my-1" />
          {canLink(state) && (
            <MenuEntry icon={QrCode} label={t("link")} hint={t("linkHint")} onAction={() => router.push(`/qr/${id}`)} />
          )}
          {!stopped && <MenuEntry icon={RotateCw} label={t("restart")} hint={t("restartHint")} onAction={() => openSessionDialog("restart", id)} />}
          {stopped ? (
            <MenuEntry icon={CirclePlay} label={t("start")} hint={t("startHint")} onAction={() => void tell(session, "start")} />
          ) : (
            <MenuEntry icon={CirclePause} label={t("stop")} hint={t("stopHint")} onAction={() => openSessionDialog("stop", id)} />
          )}
          <Separator className="my-1" />
          {canLogOut(session) && (
            <MenuEntry icon={LogOut} label={t("logout")} hint={t("logoutHint")} onAction={() => openSessionDialog("logout", id)} />
          )}
          <MenuEntry icon={Trash2} danger label={t("delete")} hint={t("deleteHint")} onAction={() => openSessionDialog("delete", id)} />
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}
