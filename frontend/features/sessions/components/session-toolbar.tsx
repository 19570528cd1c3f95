"use client";

import { SearchField } from "@heroui/react";
import { useTranslations } from "next-intl";
import { Segments } from "@/components/segments";
import { type Filter, filters } from "@/features/sessions/lib/arrange";

type Props = {
  filter: Filter;
  counts: Record<Filter, number>;
  onFilter: (filter: Filter) => void;
  search: string;
  onSearch: (search: string) => void;
};

/** Which numbers are shown, by state and by name. */
export function SessionToolbar({ filter, counts, onFilter, search, onSearch }: Props) {
  const t = useTranslations("sessions.list");
  const words = { all: t("all"), attention: t("attention"), connected: t("connected") };
  return (
    <div className="mb-3 flex items-center justify-between gap-3">
      <Segments
        label={t("filter")}
        value={filter}
        onChange={onFilter}
        options={filters.map((value) => ({
          value,
          label: (
            <>
              {words[value]} <span className="text-muted tabular-nums">{counts[value]}</span>
            </>
          ),
        }))}
        className="max-[719px]:w-full"
      />
      <SearchField aria-label={t("search")} value={search} onChange={onSearch} className="w-[264px] max-[719px]:hidden">
        <SearchField.Group className="h-9 rounded-2xl">
          <SearchField.SearchIcon />
          <SearchField.Input placeholder={t("search")} className="text-[13.5px]" />
          <SearchField.ClearButton />
        </SearchField.Group>
      </SearchField>
    </div>
  );
}
