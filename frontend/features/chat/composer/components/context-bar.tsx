"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { createElement } from "react";
import { iconOf, kindOf } from "@/features/chat/list/lib/kinds";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { ToolButton } from "@/features/chat/composer/components/tool-button";

type Props = { title: string; cancelLabel: string; message: TimelineMessage; onCancel: () => void };

/** Shows above the box which message is answered or edited. */
export function ContextBar({ title, cancelLabel, message, onCancel }: Props) {
  const t = useTranslations("chat.list");
  const icon = iconOf(message.type);
  return (
    <div className="mx-2 mt-2 flex items-center gap-1 rounded-lg border-s-[3px] border-accent bg-quote-in ps-3">
      <div className="min-w-0 flex-1 py-1.5 text-[13px]/[18px]">
        <p className="truncate font-semibold text-link" dir="auto">
          {title}
        </p>
        <p className="flex items-center gap-1.5 text-muted">
          {icon && createElement(icon, { "aria-hidden": true, className: "size-3.5 shrink-0" })}
          <span className="truncate" dir="auto">
            {message.body || t(kindOf(message.type).label)}
          </span>
        </p>
      </div>
      <ToolButton icon={X} label={cancelLabel} onClick={onCancel} />
    </div>
  );
}
