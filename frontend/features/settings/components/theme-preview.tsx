/** The app as a small drawing, in the tokens of one theme. */
export function ThemePreview({ theme }: { theme: "light" | "dark" }) {
  return (
    <span aria-hidden data-theme={theme} className="grid h-full w-full grid-cols-[26%_1fr]">
      <span className="border-e border-border bg-surface" />
      <span className="grid content-center gap-1.5 bg-chat-canvas px-2.5">
        <span className="h-3 w-[58%] rounded-[5px] border border-border bg-bubble-in" />
        <span className="h-3 w-[44%] rounded-[5px] border border-border bg-bubble-in" />
        <span className="h-3 w-[58%] justify-self-end rounded-[5px] border border-border bg-bubble-out" />
      </span>
    </span>
  );
}
