import type { ReactNode } from "react";
import { Logo } from "@/components/logo";
import { LanguageSelect } from "@/features/auth/components/language-select";
import { ThreadPicture } from "@/features/auth/components/thread-picture";

/** The pages before signing in: a form, and on wide screens the picture beside it. `host` names the installation. */
export function AuthFrame({ host, children }: { host: string; children: ReactNode }) {
  return (
    <div className="grid min-h-dvh min-[900px]:grid-cols-[minmax(440px,1fr)_50%]">
      <div className="grid min-w-0 grid-rows-[1fr_auto] min-[900px]:bg-surface">
        <main className="m-auto w-full max-w-[412px] px-5 py-8 min-[900px]:max-w-[372px] min-[900px]:px-0">
          <div className="mb-11 flex items-center gap-3 text-xl font-[680] tracking-[-0.02em]">
            <Logo className="size-10" />
            Conectafy
          </div>
          {children}
        </main>
        <footer className="flex items-center justify-between gap-4 px-5 py-3 text-[13px] text-muted min-[900px]:ps-7 min-[900px]:pe-5">
          <span className="min-w-0 truncate">{host}</span>
          <LanguageSelect />
        </footer>
      </div>
      <div className="relative hidden overflow-hidden border-s border-border bg-background min-[900px]:block">
        <ThreadPicture />
      </div>
    </div>
  );
}
