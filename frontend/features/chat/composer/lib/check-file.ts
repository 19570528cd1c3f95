/** As what a file is sent. */
export type FileKind = "image" | "video" | "audio" | "document";

const MB = 1_000_000;
const IMAGES = ["image/jpeg", "image/png", "image/webp"];

/** What WhatsApp takes of each kind, and the API of anything, in bytes. */
export const LIMITS: Record<FileKind, number> = { image: 16 * MB, video: 64 * MB, audio: 16 * MB, document: 100 * 1024 * 1024 };

/** As what WhatsApp can show a file. Whatever else there is goes as a document. */
export function kindOf({ type }: Pick<File, "type">): FileKind {
  if (IMAGES.includes(type)) return "image";
  if (type.startsWith("video/")) return "video";
  return type.startsWith("audio/") ? "audio" : "document";
}

export type FileProblem =
  | { code: "empty" }
  | { code: "tooLarge"; kind: FileKind; size: number; limit: number; /** Whether it would do as a document. */ asDocument: boolean };

/** Why a file can't be sent as that; null if it can. */
export function checkFile(file: Pick<File, "size">, kind: FileKind): FileProblem | null {
  if (file.size === 0) return { code: "empty" };
  const limit = LIMITS[kind];
  if (file.size <= limit) return null;
  return { code: "tooLarge", kind, size: file.size, limit, asDocument: kind !== "document" && file.size <= LIMITS.document };
}

/** Bytes in megabytes for people, rounded up so that what is too large never looks as if it fitted. */
export const megabytes = (bytes: number) => (bytes < 10 * MB ? Math.ceil(bytes / MB * 10) / 10 : Math.ceil(bytes / MB));
