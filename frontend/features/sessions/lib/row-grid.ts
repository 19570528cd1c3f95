/** A number's row: five columns, three in two lines on a smaller screen, a card on a phone. */
export const rowGrid =
  "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3 min-[720px]:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] min-[720px]:gap-x-4.5 min-[720px]:px-4.5 min-[1180px]:grid-cols-[minmax(170px,1.05fr)_minmax(210px,1.4fr)_184px_150px_200px] min-[1180px]:gap-x-4";
