"use client";

import { type PointerEvent, useRef, useState, type WheelEvent } from "react";

type Props = {
  src: string;
  alt: string;
  zoom: number;
  onZoom: (zoom: number) => void;
  onError: () => void;
  /** The person pressed beside the picture. */
  onOutside: () => void;
};

/** A picture that is zoomed by the wheel or a double click, and moved by dragging. */
export function ZoomImage({ src, alt, zoom, onZoom, onError, onOutside }: Props) {
  const [place, setPlace] = useState({ x: 0, y: 0 });
  const drag = useRef<{ x: number; y: number } | null>(null);
  const { x, y } = zoom === 1 ? { x: 0, y: 0 } : place;

  const onPointerDown = (event: PointerEvent<HTMLImageElement>) => {
    if (zoom === 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX - x, y: event.clientY - y };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (drag.current) setPlace({ x: event.clientX - drag.current.x, y: event.clientY - drag.current.y });
  };
  const onWheel = (event: WheelEvent) => onZoom(zoom - Math.sign(event.deltaY) * 0.25);
  return (
    <div className="absolute inset-0 grid place-items-center overflow-hidden" onWheel={onWheel} onClick={(event) => event.target === event.currentTarget && onOutside()}>
      {/* Signed and short-lived: not for Next's image server. */}
      {/* eslint-disable-next-line @next/next/no-img-element */}
      <img
        src={src}
        alt={alt}
        draggable={false}
        onError={onError}
        onDoubleClick={() => onZoom(zoom === 1 ? 2 : 1)}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (drag.current = null)}
        style={{ transform: `translate(${x}px, ${y}px) scale(${zoom})` }}
        className={zoom === 1 ? "max-h-full max-w-full cursor-zoom-in object-contain" : "max-h-full max-w-full cursor-grab touch-none object-contain active:cursor-grabbing"}
      />
    </div>
  );
}
