"use client";

import type { AuthError } from "@supabase/auth-js";
import { useTranslations } from "next-intl";
import { authProblem } from "@/features/auth/lib/auth-problem";

/** Says in the person's language why Auth refused. */
export function useAuthErrorText(): (error: AuthError) => string {
  const t = useTranslations("auth.errors");
  const common = useTranslations("common.errors");
  return (error) => {
    const problem = authProblem(error);
    if (problem.word === "network" || problem.word === "unknown") return common(problem.word);
    return problem.word === "tooOftenFor" ? t("tooOftenFor", { seconds: problem.seconds }) : t(problem.word);
  };
}
