"use client";

import { Button } from "@heroui/react";
import { QrCode } from "lucide-react";
import { LinkButton } from "@/components/link-button";
import { useTellCommand } from "@/features/sessions/lib/use-tell-command";
import { actionHref } from "@/lib/number-action";
import type { Session } from "@/lib/api/types";
import type { NumberState } from "@/lib/number-state";
import { useNumberWords } from "@/lib/number-words";
import { cn } from "@/lib/cn";

const place = "h-10 font-[550] text-[13px] sm:h-8 max-[719px]:order-3 max-[719px]:col-span-full max-[719px]:w-full";
const soft = "bg-accent-soft text-accent-soft-foreground hover:bg-accent-soft-hover";

/** The one thing to do about a number now. What is urgent is tinted, what is fine stays quiet. */
export function NextAction({ session, state }: { session: Session; state: NumberState }) {
  const words = useNumberWords();
  const { tell, isPending } = useTellCommand();
  const { action } = state;
  if (!action) return null;
  const href = actionHref(action, session.id);
  const label = words.action(action);
  const urgent = state.tone === "bad";
  if (href === null) {
    const command = action === "start" ? "start" : "restart";
    return (
      <Button
        variant="outline"
        isPending={isPending}
        onPress={() => tell(session, command)}
        className={cn(place, "bg-surface px-3", urgent && soft, urgent && "border-transparent")}
      >
        {label}
      </Button>
    );
  }
  return (
    <LinkButton
      href={href}
      size="sm"
      variant={state.tone === "ok" || urgent ? "ghost" : "outline"}
      className={cn(place, state.tone === "ok" && "text-muted max-[719px]:bg-default max-[719px]:text-foreground", urgent && soft)}
    >
      {urgent && <QrCode aria-hidden />}
      {label}
    </LinkButton>
  );
}
