"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Avatar } from "@/components/avatar";
import { DetailsSection } from "@/features/chat/details/components/details-section";
import { searchPeople } from "@/features/chat/details/lib/search-people";
import { formatPhone } from "@/lib/phone";
import type { Group } from "@/lib/api/types";

/** People that show at first, and from how many on a search helps. */
const SHOWN = 5;

/** Who is in a group, admins first. */
export function PeopleList({ group }: { group: Group }) {
  const t = useTranslations("chat.details");
  const [all, setAll] = useState(false);
  const [text, setText] = useState("");
  const found = searchPeople(group.participants, text);
  const shown = all ? found : found.slice(0, SHOWN);
  return (
    <DetailsSection
      title={t("people")}
      aside={
        group.participants.length > SHOWN && (
          <button type="button" onClick={() => setAll(!all)} className="-my-2 min-h-9 px-1 text-[12.5px] font-[550] text-link hover:underline">
            {all ? t("fewer") : t("seeAll")}
          </button>
        )
      }
    >
      {all && (
        <input
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label={t("searchPeople")}
          placeholder={t("searchPeople")}
          className="mb-2.5 h-9 w-full rounded-lg border border-field-border bg-field-background px-3 text-[13px] outline-none placeholder:text-field-placeholder focus:border-focus max-sm:h-11 max-sm:text-base"
        />
      )}
      <ul className="grid gap-2.5">
        {shown.map((person) => (
          <li key={person.address} className="flex items-center gap-2.5">
            <Avatar name={person.name ?? ""} seed={person.address} size={32} />
            <div className="min-w-0 flex-1">
              <p dir="auto" className="truncate text-[13.5px]/[18px] font-[550]">
                {person.name ?? (person.phoneNumber ? formatPhone(person.phoneNumber) : t("hiddenNumber"))}
              </p>
              {person.name && person.phoneNumber && (
                <p className="truncate text-xs/4 text-muted tabular-nums">{formatPhone(person.phoneNumber)}</p>
              )}
            </div>
            {person.role !== "member" && (
              <span className="inline-flex h-6 items-center rounded-[7px] bg-default px-2 text-xs font-[550] text-default-foreground">
                {person.role === "superadmin" ? t("owner") : t("admin")}
              </span>
            )}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="text-[13px] text-muted">{t("nobody", { q: text })}</p>}
    </DetailsSection>
  );
}
