import { LoaderCircle } from "lucide-react";

type Props = { pending: boolean; children: string };

/** The button of a form. While the form is on its way it keeps its focus, and the form takes no second press. */
export function SubmitButton({ pending, children }: Props) {
  return (
    <button
      type="submit"
      aria-disabled={pending}
      className="button button--primary mt-1 h-11 w-full text-[15px] font-[550] md:h-11"
    >
      {pending && <LoaderCircle className="animate-spin motion-reduce:animate-none" aria-hidden />}
      {children}
    </button>
  );
}
