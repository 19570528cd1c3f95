import { CircleAlert } from "lucide-react";

/** Why a form wasn't accepted. */
export function FormProblem({ text }: { text: string }) {
  return (
    <p role="alert" className="flex gap-2 rounded-2xl bg-danger-soft px-3 py-2.5 text-[13.5px]/[19px] text-danger-soft-foreground">
      <CircleAlert className="mt-px size-4 shrink-0" aria-hidden />
      {text}
    </p>
  );
}
