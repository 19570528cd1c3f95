import { useTranslations } from "next-intl";
import { Logo } from "@/components/logo";

const threads = [
  { text: "sales", initials: "VE", dye: 1 },
  { text: "centre", initials: "CE", dye: 2 },
  { text: "valley", initials: "VA", dye: 4 },
  { text: "wholesale", initials: "MA", dye: 3 },
  { text: "support", initials: "SO", dye: 5 },
  { text: "delivery", initials: "RE", dye: 7 },
  { text: "events", initials: "EV", dye: 6 },
] as const;

/** Where the threads come together. */
const MIDDLE = 449;

const heightOf = (index: number) => 122 + 109 * index;

/** Many numbers, each a thread of its own dye, that come together in one inbox. */
export function ThreadPicture() {
  const t = useTranslations("auth.picture");
  return (
    <svg viewBox="0 0 720 900" preserveAspectRatio="xMidYMid slice" aria-hidden className="absolute inset-0 size-full">
      <g fill="none" strokeWidth="3">
        {threads.map(({ dye }, index) => (
          <path key={dye} d={`M-220 ${heightOf(index)}H300C460 ${heightOf(index)} 420 ${MIDDLE} 570 ${MIDDLE}`} stroke={`var(--n${dye})`} />
        ))}
      </g>
      {threads.map(({ text, initials, dye }, index) => (
        <g key={dye} transform={`translate(64 ${heightOf(index) - 20})`}>
          <rect width={62 + 6.7 * t(text).length} height="40" rx="13" fill="var(--surface)" stroke="var(--border)" />
          <rect x="8" y="8" width="24" height="24" rx="7" fill={`var(--n${dye})`} />
          <text x="20" y="24" textAnchor="middle" fontSize="9.5" fontWeight="700" fill="var(--number-foreground)">
            {initials}
          </text>
          <text x="42" y="25" fontSize="14" fontWeight="500" fill="var(--foreground)">
            {t(text)}
          </text>
        </g>
      ))}
      <g transform="translate(530 399)">
        <Logo size={100} />
      </g>
    </svg>
  );
}
